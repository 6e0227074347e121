package dev.jepa.examples.progress;

import dev.jepa.core.train.Progress;
import dev.jepa.core.train.Speed;
import java.util.Locale;
import java.util.Map;

/** The steps of a training, with the terms of the loss, the rate and the time left. */
final class TrainingProgress implements Progress {
    private static final String NAME = "Training";

    private final Display display;
    private final String examples;
    private Status newest = new Status(NAME, 0, 0, "", Map.of(), "", "");
    private long total;
    private long began;
    private long shown;

    TrainingProgress(Display display, String examples) {
        this.display = display;
        this.examples = examples;
    }

    @Override
    public void begin(long stepsDone, long stepsTotal) {
        total = stepsTotal;
        began = System.nanoTime();
        newest = new Status(NAME, stepsDone, stepsTotal, "", Map.of(), "", "");
        display.training(true);
        display.show(newest, Long.MAX_VALUE);
        shown = began;
    }

    @Override
    public void step(long stepsDone, Map<String, Double> terms, Speed speed) {
        long left = (long) ((total - stepsDone) * speed.stepMilliseconds() * 1e6);
        newest = new Status(NAME, stepsDone, total, "", terms, rate(speed), Clock.text(left) + " left");
        long now = System.nanoTime();
        if (display.show(newest, now - shown)) {
            shown = now;
        }
    }

    private String rate(Speed speed) {
        double rate = speed.examplesPerSecond();
        return String.format(Locale.ROOT, rate < 10 ? "%.1f %s/s" : "%.0f %s/s", rate, examples);
    }

    @Override
    public void note(String sentence) {
        display.say(sentence);
    }

    @Override
    public void end() {
        display.leave(newest.after("in " + Clock.text(System.nanoTime() - began)));
        display.training(false);
    }
}
