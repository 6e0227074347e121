package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seconds on features of CIFAR-10's size, with a spectrum as unequal as a transformer's. */
@Tag("slow")
class ProbeSpeedTest {
    private static final int CLASSES = 10;

    @ParameterizedTest
    @ValueSource(ints = {192, 768})
    void fiftyThousandRows(int dimension) {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = features(50_000, dimension, "train");
            LabeledFeatures test = features(10_000, dimension, "test");
            double linear = report(dimension, "linear, l2 chosen", () -> {
                LinearProbe probe = L2Search.forRows(50_000).fit(train, LinearProbeConfig.of(0), Rng.of(0));
                return probe.accuracy(test).text() + " " + probe.convergence() + " l2 " + probe.l2();
            });
            double standardised = report(dimension, "BN + linear, l2 chosen", () -> {
                LinearProbe probe = L2Search.forRows(50_000).fit(train, LinearProbeConfig.standardised(0), Rng.of(0));
                return probe.accuracy(test).text() + " " + probe.convergence() + " l2 " + probe.l2();
            });
            double knn = report(
                    dimension, "kNN", () -> KnnProbe.of(train).accuracy(test).text());
            report(dimension, "1 %", () -> new FewLabels(0.01, 5)
                    .evaluate(train, test, LinearProbeConfig.of(0), Rng.of(0))
                    .text());
            report(dimension, "10 %", () -> new FewLabels(0.1, 3)
                    .evaluate(train, test, LinearProbeConfig.of(0), Rng.of(0))
                    .text());
            assertThat(linear).isLessThan(30);
            assertThat(standardised).isLessThan(30);
            assertThat(knn).isLessThan(30);
        }
    }

    private static double report(int dimension, String what, Supplier<Object> action) {
        long start = System.nanoTime();
        long cpuStart = cpu();
        try (TensorScope scope = TensorScope.open()) {
            Object result = action.get();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "PROBE %d %-24s %7.2f s (%.2f s of processor time) %s%n",
                    dimension,
                    what,
                    seconds,
                    (cpu() - cpuStart) / 1e9,
                    result);
            return seconds;
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Class means and noise, both with standard deviations falling as 1 / index, mixed by a random matrix. */
    private static LabeledFeatures features(int rows, int dimension, String part) {
        try (TensorScope scope = TensorScope.open()) {
            Rng rng = Rng.of(1);
            Tensor scale = Tensors.arange(1, dimension + 1, 1, DType.FLOAT32).reciprocal();
            Tensor means = Tensors.normal(rng.at("means"), CLASSES, dimension).mul(0.12);
            Tensor labels =
                    Tensors.uniform(rng.at(part).at("labels"), 0, CLASSES, rows).to(DType.INT64);
            Tensor noise = Tensors.normal(rng.at(part), rows, dimension);
            Tensor mixing = Tensors.normal(rng.at("mixing"), dimension, dimension);
            Tensor x = noise.add(means.get(labels)).mul(scale).matmul(mixing);
            return new LabeledFeatures(scope.keep(x), scope.keep(labels), CLASSES);
        }
    }
}
