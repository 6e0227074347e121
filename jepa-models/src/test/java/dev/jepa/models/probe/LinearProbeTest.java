package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearProbeTest {
    private static final LinearProbeConfig PLAIN = LinearProbeConfig.of(1e-3);
    private static final LinearProbeConfig STANDARDISED = LinearProbeConfig.standardised(1e-3);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fewerRowsThanFeaturesHaveTheSameOptimumAsManyCopiesOfThem(boolean standardise) {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures few = ToyFeatures.clusters(1, 12, 30, 3, 1);
            LabeledFeatures many = new LabeledFeatures(
                    few.features().repeat(4, 1), few.labels().repeat(4), few.classes());
            LinearProbeConfig config = standardise ? STANDARDISED : PLAIN;
            Tensor expected = LinearProbe.fit(many, config.withTolerance(1e-9)).weight();
            Tensor got = LinearProbe.fit(few, config.withTolerance(1e-9)).weight();
            assertThat(got.sub(expected).abs().max().item())
                    .isLessThan(1e-5 * expected.abs().max().item());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void separableClassesAreAllRight(long seed) {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(seed, 200, 8, 4, 10);
            LabeledFeatures test = ToyFeatures.clusters(seed + 100, 100, 8, 4, 10);
            for (LinearProbeConfig config : List.of(PLAIN, STANDARDISED, PLAIN.single())) {
                LinearProbe probe = LinearProbe.fit(train, config);
                assertThat(probe.convergence().converged()).isTrue();
                assertThat(probe.accuracy(test).value()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void labelsThatHaveNothingToDoWithTheFeaturesGiveChance(long seed) {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(seed, 2000, 8, 4, 0);
            LabeledFeatures test = ToyFeatures.clusters(seed + 100, 2000, 8, 4, 0);
            Accuracy accuracy = LinearProbe.fit(train, PLAIN).accuracy(test);
            assertThat(accuracy.low()).isLessThan(0.25);
            assertThat(accuracy.high()).isGreaterThan(0.25);
        }
    }

    @Test
    void aLargePenaltyGivesUniformProbabilities() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 200, 8, 4, 3);
            double[] probabilities = LinearProbe.fit(train, LinearProbeConfig.of(1e9))
                    .probabilities(train.features())
                    .toDoubleArray();
            for (double probability : probabilities) {
                assertThat(probability).isEqualTo(0.25, within(1e-6));
            }
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 300, 6, 3, 0.5);
            int[] order = IntStream.range(0, 300).map(i -> 299 - i).toArray();
            LinearProbeConfig exact = PLAIN.withTolerance(1e-11);
            Tensor weight = LinearProbe.fit(train, exact).weight();
            Tensor reversed = LinearProbe.fit(train.subset(order), exact).weight();
            assertThat(reversed.toDoubleArray()).containsExactly(weight.toDoubleArray(), within(1e-8));
        }
    }

    @Test
    void theSameFitTwiceIsTheSameBitForBit() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 300, 6, 3, 0.5);
            for (LinearProbeConfig config : List.of(PLAIN, STANDARDISED.single())) {
                double[] first = LinearProbe.fit(train, config).weight().toDoubleArray();
                double[] second = LinearProbe.fit(train, config).weight().toDoubleArray();
                assertThat(second).containsExactly(first);
            }
        }
    }

    @Test
    void gradientOfTheObjectiveEqualsDifferenceQuotients() {
        try (TensorScope scope = TensorScope.open()) {
            LogisticProblem problem = new LogisticProblem(ToyFeatures.clusters(1, 50, 3, 4, 0.5), false, DType.FLOAT64);
            double[] point = Rng.of(5).normal(16);
            double[] gradient = new double[16];
            problem.evaluate(0.1, point, gradient);
            double h = 1e-6;
            for (int i = 0; i < point.length; i++) {
                double[] up = point.clone();
                double[] down = point.clone();
                up[i] += h;
                down[i] -= h;
                double[] unused = new double[16];
                double quotient = (problem.evaluate(0.1, up, unused) - problem.evaluate(0.1, down, unused)) / (2 * h);
                assertThat(gradient[i]).isEqualTo(quotient, within(1e-8));
            }
        }
    }

    @Test
    void standardisedFitsDoNotSeeUnitsOrConstantFeatures() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 300, 4, 3, 0.5);
            Tensor units = Tensors.of(new float[] {1e-3f, 1, 50, 1e4f}, 4);
            Tensor constant = Tensors.full(0.1, DType.FLOAT32, Device.CPU, Shape.of(300, 1));
            Tensor scaled = Tensors.concat(List.of(train.features().mul(units).add(7.0), constant), 1);
            LabeledFeatures other = new LabeledFeatures(scaled, train.labels(), 3);
            double[] expected = LinearProbe.fit(train, STANDARDISED)
                    .probabilities(train.features())
                    .toDoubleArray();
            double[] actual =
                    LinearProbe.fit(other, STANDARDISED).probabilities(scaled).toDoubleArray();
            assertThat(actual).containsExactly(expected, within(1e-2));
        }
    }

    @Test
    void aFitThatRanOutOfIterationsSaysSo() {
        try (TensorScope scope = TensorScope.open()) {
            LinearProbeConfig hasty = new LinearProbeConfig(1e-6, false, 1e-9, 2, DType.FLOAT64);
            LinearProbe.Convergence convergence = LinearProbe.fit(ToyFeatures.clusters(1, 300, 6, 3, 0.5), hasty)
                    .convergence();
            assertThat(convergence.converged()).isFalse();
            assertThat(convergence.iterations()).isEqualTo(2);
        }
    }

    @Test
    void fitsLeaveNothingButTheProbe() {
        try (TensorScope scope = TensorScope.open()) {
            LabeledFeatures train = ToyFeatures.clusters(1, 300, 6, 3, 0.5);
            long before = LiveTensors.settled();
            LinearProbe.fit(train, PLAIN);
            assertThat(TensorScope.liveTensors() - before).isEqualTo(4); // weight, bias, mean, scale
        }
    }

    @Test
    void featuresOfAnotherWidthAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            LinearProbe probe = LinearProbe.fit(ToyFeatures.clusters(1, 60, 6, 3, 1), PLAIN);
            assertThatThrownBy(() -> probe.predict(Tensors.zeros(5, 7)))
                    .hasMessageContaining("[N, 6]")
                    .hasMessageContaining("[5, 7]")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> LinearProbeConfig.of(-1)).hasMessageContaining("l2 must be >= 0");
        assertThatThrownBy(() -> PLAIN.withTolerance(0)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> new LinearProbeConfig(0, false, 1e-3, 10, DType.BFLOAT16))
                .hasMessageContaining("bfloat16");
    }
}
