package dev.jepa.examples.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long an action took, several times in a row after a warm-up. */
public final class Timing {
    private static final int WARM_UPS = 3;
    private static final int MINIMUM = 5;

    private final double[] seconds;

    private Timing(double[] seconds) {
        this.seconds = seconds.clone();
        Arrays.sort(this.seconds);
    }

    /** The timing of repetitions that took these seconds, at least one. */
    static Timing of(double... seconds) {
        if (seconds.length == 0) {
            throw new IllegalArgumentException("A timing needs at least one repetition.");
        }
        return new Timing(seconds);
    }

    /** Warms up, then repeats the action at least five times and for at least this long. */
    public static Timing measure(double atLeastSeconds, Runnable action) {
        for (int i = 0; i < WARM_UPS; i++) {
            action.run();
        }
        List<Double> durations = new ArrayList<>();
        double total = 0;
        while (durations.size() < MINIMUM || total < atLeastSeconds) {
            long start = System.nanoTime();
            action.run();
            double duration = (System.nanoTime() - start) * 1e-9;
            durations.add(duration);
            total += duration;
        }
        return of(durations.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The middle repetition; the mean of the two middle ones if their number is even. */
    public double median() {
        int middle = seconds.length / 2;
        return seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
    }

    /** The fastest repetition. */
    public double fastest() {
        return seconds[0];
    }
}
