package dev.jepa.core.trajectory;

import dev.jepa.core.data.Prefetcher;
import dev.jepa.core.data.WaitStatistics;
import java.time.Duration;

/** The windows of a {@link WindowSampler}, made ahead of time by background threads. Any step may be asked for. */
public final class WindowStream implements AutoCloseable {
    private final WindowSampler sampler;
    private final Prefetcher<WindowSampler.Slot> prefetcher;

    WindowStream(WindowSampler sampler, int threads, int ahead) {
        if (threads < 0 || ahead < 0) {
            throw new IllegalArgumentException(
                    "threads and ahead must be >= 0 but were " + threads + " and " + ahead + ".");
        }
        this.sampler = sampler;
        this.prefetcher = new Prefetcher<>(sampler.source(), threads, ahead);
    }

    /** The windows of a step, equal to those that the sampler makes. */
    public Windows windows(long step) {
        long began = System.nanoTime();
        try (Prefetcher<WindowSampler.Slot>.Lease lease = prefetcher.take(step)) {
            return sampler.tensors(lease.get(), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** How often and how long callers waited. */
    public WaitStatistics waits() {
        return prefetcher.waits();
    }

    @Override
    public void close() {
        prefetcher.close();
    }
}
