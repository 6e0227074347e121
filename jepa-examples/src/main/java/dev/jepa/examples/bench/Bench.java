package dev.jepa.examples.bench;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.report.Summary;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures training steps, and the machine's peak in matrix products.
 *
 * <p>A step's time is the median of its repetitions; the peak is the best of all sizes and repetitions, so that the share of
 * the peak is never flattered.
 *
 * @param device where to compute
 * @param seconds how long to repeat each step, and each matrix product a tenth of it
 * @param display where the user sees what is being measured
 */
public record Bench(Device device, double seconds, Display display) {
    /** Measures everything. The first step of the first benchmark also ends what counts as start-up. */
    public Summary run(List<StepBenchmark> benchmarks) {
        Summary summary = new Summary()
                .put("device", device.toString())
                .put("threads", Compute.threads())
                .put("torch", Compute.version());
        Map<StepBenchmark, Timing> timings = new LinkedHashMap<>();
        for (StepBenchmark benchmark : benchmarks) {
            display.say("Measuring " + benchmark.key() + ": " + benchmark.description());
            try (StepBenchmark.Session session = benchmark.open(device)) {
                session.step();
                if (timings.isEmpty()) {
                    summary.put("startup_seconds", secondsSinceStart());
                }
                timings.put(benchmark, Timing.measure(seconds, session::step));
            }
        }
        double peak = peak();
        timings.forEach((benchmark, timing) -> report(summary, benchmark, timing, peak));
        return summary.put("gemm_peak_gflops", peak);
    }

    private double peak() {
        double peak = 0;
        for (Gemm gemm : Gemm.SHAPES) {
            double gigaflops = gemm.gigaflops(device, seconds / 10);
            display.say("Matrix product %-18s %8.1f GFLOP/s".formatted(gemm, gigaflops));
            peak = Math.max(peak, gigaflops);
        }
        return peak;
    }

    private static void report(Summary summary, StepBenchmark benchmark, Timing timing, double peak) {
        String key = benchmark.key();
        double gigaflops = benchmark.flop() / timing.median() * 1e-9;
        summary.put(key + "_step_ms", timing.median() * 1e3)
                .put(key + "_images_per_second", benchmark.images() / timing.median())
                .put(key + "_gflops", gigaflops)
                .put(key + "_fraction_of_peak", gigaflops / peak);
    }

    private static double secondsSinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }
}
