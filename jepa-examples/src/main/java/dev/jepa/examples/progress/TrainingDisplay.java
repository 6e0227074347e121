package dev.jepa.examples.progress;

import dev.jepa.core.train.Progress;
import dev.jepa.core.train.Speed;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar with rate and time left on a terminal; a plain line now and then where the output is piped. */
public final class TrainingDisplay implements Progress {
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable ProgressBar bar;
    private long total;
    private long lastLine;

    private TrainingDisplay(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A bar if the launcher found a terminal (system property {@code jepa.terminal}), else lines. */
    public static TrainingDisplay on(PrintWriter out) {
        return new TrainingDisplay(out, Boolean.getBoolean("jepa.terminal"));
    }

    @Override
    public void begin(long stepsDone, long stepsTotal) {
        total = stepsTotal;
        lastLine = System.nanoTime() - LINE_EVERY_NANOS;
        if (terminal) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Training")
                    .setInitialMax(stepsTotal)
                    .startsFrom(stepsDone, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .setUpdateIntervalMillis(200)
                    .build();
        }
    }

    @Override
    public void step(long stepsDone, Map<String, Double> terms, Speed speed) {
        if (bar != null) {
            bar.stepTo(stepsDone);
            bar.setExtraMessage(" " + figures(terms, speed));
        } else if (System.nanoTime() - lastLine >= LINE_EVERY_NANOS || stepsDone == total) {
            lastLine = System.nanoTime();
            out.println("step " + stepsDone + "/" + total + "  " + figures(terms, speed) + "  left "
                    + left(stepsDone, speed));
        }
    }

    @Override
    public void note(String sentence) {
        out.println(sentence);
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static String figures(Map<String, Double> terms, Speed speed) {
        StringBuilder text = new StringBuilder();
        terms.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%s %.4f  ", name, value)));
        return text.append(String.format(Locale.ROOT, "%.0f images/s", speed.examplesPerSecond()))
                .toString();
    }

    private String left(long stepsDone, Speed speed) {
        Duration left = Duration.ofMillis((long) ((total - stepsDone) * speed.stepMilliseconds()));
        return String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }
}
