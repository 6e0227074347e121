package dev.jepa.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A configuration with every kind of component, for the tests of this package. */
record SampleConfig(
        String name,
        int steps,
        long seed,
        double temperature,
        float dropout,
        boolean augment,
        Mode mode,
        Schedule learningRate,
        Optimizer optimizer,
        List<Integer> widths,
        List<Schedule> stages,
        Optional<Integer> limit,
        Optional<Optimizer> second,
        Path data) {

    enum Mode {
        FAST,
        SMOOTH_L1
    }

    sealed interface Schedule permits Constant, Cyclic, NoRate {}

    record Constant(double value) implements Schedule {
        Constant {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("value must be >= 0 but is " + value + ".");
            }
        }
    }

    record NoRate() implements Schedule {}

    sealed interface Cyclic extends Schedule {}

    record WarmupCosine(double from, double peak, int warmupSteps) implements Cyclic {}

    record Optimizer(double weightDecay, double beta, boolean fused) {
        Optimizer {
            if (beta < 0 || beta >= 1) {
                throw new IllegalArgumentException("beta must be in [0, 1) but is " + beta + ".");
            }
        }

        Optimizer() {
            this(0.05, 0.9, true);
        }
    }

    static SampleConfig preset() {
        return new SampleConfig(
                "cifar",
                1000,
                1L << 40,
                0.1,
                0.25f,
                true,
                Mode.SMOOTH_L1,
                new WarmupCosine(1e-6, 1e-3, 100),
                new Optimizer(),
                List.of(64, 128),
                List.of(new Constant(1), new NoRate()),
                Optional.empty(),
                Optional.of(new Optimizer(0, 0.5, false)),
                Path.of("data", "cifar10"));
    }
}
