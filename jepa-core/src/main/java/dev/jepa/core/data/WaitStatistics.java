package dev.jepa.core.data;

import java.time.Duration;

/**
 * How well background threads keep up.
 *
 * @param batches handed out
 * @param waits batches that were not ready when they were asked for
 * @param waited time spent waiting for them
 */
public record WaitStatistics(long batches, long waits, Duration waited) {

    /** What happened since an earlier reading. */
    public WaitStatistics since(WaitStatistics earlier) {
        return new WaitStatistics(batches - earlier.batches, waits - earlier.waits, waited.minus(earlier.waited));
    }
}
