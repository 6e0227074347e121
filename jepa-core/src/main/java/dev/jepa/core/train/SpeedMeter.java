package dev.jepa.core.train;

import java.time.Duration;
import java.util.ArrayDeque;

/** Measures the {@link Speed} over the last steps, and over all. */
final class SpeedMeter {
    private static final int RECENT = 50;

    private final ArrayDeque<Lap> recent = new ArrayDeque<>();
    private final Sum recentSum = new Sum();
    private final Sum total = new Sum();

    private record Lap(long nanos, int examples, long waited) {}

    void add(long nanos, int examples, Duration waited) {
        Lap lap = new Lap(nanos, examples, waited.toNanos());
        recent.addLast(lap);
        recentSum.add(lap, 1);
        total.add(lap, 1);
        if (recent.size() > RECENT) {
            recentSum.add(recent.removeFirst(), -1);
        }
    }

    Speed recent() {
        return recentSum.speed();
    }

    Speed overall() {
        return total.speed();
    }

    private static final class Sum {
        private long steps;
        private long nanos;
        private long examples;
        private long waited;

        void add(Lap lap, int sign) {
            steps += sign;
            nanos += sign * lap.nanos;
            examples += (long) sign * lap.examples;
            waited += sign * lap.waited;
        }

        Speed speed() {
            double seconds = Math.max(1, nanos) / 1e9;
            return new Speed(1000 * seconds / Math.max(1, steps), examples / seconds, waited / 1e9 / seconds);
        }
    }
}
