package dev.jepa.core.train;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/**
 * How much of this machine's cores other programs use at the moment: a training step beside them takes two to five times as long.
 *
 * @param cores the cores that this process may use
 * @param busy how many of them other programs keep busy, from 0 to {@code cores}
 */
public record CoreLoad(int cores, double busy) {
    private static final long MILLISECONDS = 150;
    /** A compiler in the background for a moment is no news; a program that computes all the time is. */
    private static final double WORTH_SAYING = 0.5;

    /** Looks for 150 ms. */
    public static CoreLoad measure() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        system.getCpuLoad(); // each call tells of the time since the call before
        system.getProcessCpuLoad();
        try {
            Thread.sleep(MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int cores = Runtime.getRuntime().availableProcessors();
        double others = system.getCpuLoad() - system.getProcessCpuLoad();
        return new CoreLoad(cores, Math.min(Math.max(others, 0), 1) * cores);
    }

    /** A sentence for the user when other programs leave fewer cores than threads want to compute. */
    public Optional<String> warning(int threads) {
        boolean enough = cores - busy >= threads;
        return enough || busy < WORTH_SAYING
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Other programs keep %.1f of %d cores busy, so that a step with %d %s takes much longer than it could.",
                        busy,
                        cores,
                        threads,
                        threads == 1 ? "thread" : "threads"));
    }
}
