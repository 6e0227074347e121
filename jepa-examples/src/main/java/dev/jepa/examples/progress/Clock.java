package dev.jepa.examples.progress;

import java.time.Duration;

/** Durations as a person reads them. */
final class Clock {
    private Clock() {}

    /** {@code h:mm:ss}. */
    static String text(long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        return "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
