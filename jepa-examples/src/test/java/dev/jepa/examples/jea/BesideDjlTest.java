package dev.jepa.examples.jea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Precision;
import dev.jepa.examples.bench.StepBenchmark;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The VICReg step, side by side with a plain DJL loop in one process: rounds in turns, the fastest of each counts. With the launcher's settings of
 * the allocator: without them it is slower here than there (docs/results.md).
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "MALLOC_ARENA_MAX", matches = "1")
class BesideDjlTest {
    private static final int ROUNDS = 5;
    private static final int STEPS = 2;

    private final int threads = Compute.threads();

    private static double seconds(Runnable step) {
        long began = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            step.run();
        }
        return (System.nanoTime() - began) / 1e9 / STEPS;
    }

    @BeforeEach
    void computeOnAllCores() {
        Compute.setThreads(Runtime.getRuntime().availableProcessors());
    }

    @AfterEach
    void computeAsBefore() {
        Compute.setThreads(threads);
    }

    @Test
    void aStepTakesNoLongerThanAPlainLoops() {
        VicRegBenchmark benchmark = new VicRegBenchmark();
        double[] own = new double[ROUNDS];
        double[] inBf16 = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        try (StepBenchmark.Session session = benchmark.open(Device.CPU);
                PlainDjlVicReg loop = new PlainDjlVicReg(benchmark.images())) {
            float before = loop.step();
            session.step();
            for (int round = 0; round < ROUNDS; round++) {
                own[round] = seconds(session::step);
                inBf16[round] = Precision.BF16.run(() -> seconds(session::step));
                plain[round] = seconds(loop::step);
            }
            assertThat(loop.step()).as("the plain loop learns").isLessThan(before);
        }
        double ours = fastest(own);
        double theirs = fastest(plain);
        System.out.printf(
                "VICReg, ResNet-18, batch %d, %d threads: a step takes %.0f ms in a plain DJL loop, %.0f ms here (%.2f times as fast), %.0f ms in bf16 (%.2f)%n",
                benchmark.images(),
                Compute.threads(),
                1e3 * theirs,
                1e3 * ours,
                theirs / ours,
                1e3 * fastest(inBf16),
                theirs / fastest(inBf16));
        assertThat(ours).isLessThan(1.05 * theirs);
    }

    private static double fastest(double[] rounds) {
        return Arrays.stream(rounds).min().orElseThrow();
    }
}
