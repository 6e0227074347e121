package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.CollapseMonitor.State;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollapseMonitorTest {
    private static final int N = 400;
    private static final int D = 100;

    @Test
    void isotropicNoiseIsHealthy() {
        try (TensorScope scope = TensorScope.open()) {
            CollapseMonitor seen = CollapseMonitor.inspect(Tensors.normal(Rng.of(1), N, D));
            assertThat(seen.state()).isEqualTo(State.HEALTHY);
            assertThat(seen.meanStd()).isEqualTo(1, within(0.05));
            assertThat(seen.rankMe()).isBetween(90.0, 100.0);
            assertThat(seen.relativeSpread()).isEqualTo(1, within(0.01));
        }
    }

    @Test
    void twoDirectionsAreCountedAndNamed() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor flat = Tensors.normal(Rng.of(1), N, 2).matmul(Tensors.normal(Rng.of(2), 2, D));
            CollapseMonitor seen = CollapseMonitor.inspect(
                    flat.add(Tensors.normal(Rng.of(3), N, D).mul(0.01)));
            assertThat(seen.state()).isEqualTo(State.FEW_DIMENSIONS);
            assertThat(seen.verdict())
                    .startsWith("the representations have collapsed to few dimensions")
                    .contains("2 of 100 dimensions carry 99 % of the variance");
        }
    }

    @Test
    void nearlyEqualVectorsAreAPoint() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor point =
                    Tensors.ones(1, D).add(Tensors.normal(Rng.of(3), N, D).mul(1e-4));
            CollapseMonitor seen = CollapseMonitor.inspect(point);
            assertThat(seen.state()).isEqualTo(State.POINT);
            assertThat(seen.verdict()).contains("collapsed to a point").contains("0.010 %");
            assertThat(CollapseMonitor.inspect(Tensors.zeros(N, D)).state()).isEqualTo(State.POINT);
        }
    }

    @Test
    void constantFeaturesAreCounted() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor z = Tensors.concat(java.util.List.of(Tensors.normal(Rng.of(1), N, D - 7), Tensors.ones(N, 7)), 1);
            CollapseMonitor seen = CollapseMonitor.inspect(z);
            assertThat(seen.deadFeatures()).isEqualTo(7);
            assertThat(seen.verdict()).contains("7 features are constant");
        }
    }

    @Test
    void scaleDoesNotMatter() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor z = Tensors.normal(Rng.of(4), N, D);
            CollapseMonitor seen = CollapseMonitor.inspect(z);
            CollapseMonitor scaled = CollapseMonitor.inspect(z.mul(1e-3));
            assertThat(scaled.rankMe()).isEqualTo(seen.rankMe(), within(1e-3));
            assertThat(scaled.majorDimensions()).isEqualTo(seen.majorDimensions());
            assertThat(scaled.state()).isEqualTo(seen.state());
        }
    }

    @Test
    void tokensMustBePooledFirst() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> CollapseMonitor.inspect(Tensors.zeros(4, 5, 6)))
                    .hasMessageContaining("[4, 5, 6]")
                    .hasMessageContaining("Maybe pool");
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoNumberIsAVerdictAndNoError(float value) {
        try (TensorScope scope = TensorScope.open()) {
            CollapseMonitor seen = CollapseMonitor.inspect(Tensors.of(new float[] {1, 2, value, 4, 5, 6}, 2, 3));
            assertThat(seen.state()).isEqualTo(State.NOT_FINITE);
            assertThat(seen.verdict())
                    .isEqualTo("the representations are not finite: 1 of 3 features"
                            + " are NaN or infinite for some sample.");
            assertThat(seen.metrics()).containsExactly(Map.entry("collapse/not_finite", 1.0));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e-3, 1e200})
    void squaresNeitherOverflowNorVanish(double scale) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor z = Tensors.normal(Rng.of(1), 8, 3).to(DType.FLOAT64);
            CollapseMonitor seen = CollapseMonitor.inspect(z);
            CollapseMonitor scaled = CollapseMonitor.inspect(z.mul(scale));
            assertThat(scaled.state()).isEqualTo(State.HEALTHY);
            assertThat(scaled.relativeSpread()).isEqualTo(seen.relativeSpread(), within(1e-12));
            assertThat(scaled.majorDimensions()).isEqualTo(seen.majorDimensions());
            assertThat(scaled.meanStd() / scale).isEqualTo(seen.meanStd(), within(1e-12));
        }
    }

    @Test
    void aRankOfWhatIsNoNumberIsRefused() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor broken = Tensors.of(new float[] {1, Float.NaN, 3, 4}, 2, 2);
            assertThatThrownBy(() -> EffectiveRank.rankMe(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be finite");
            assertThatThrownBy(() -> EffectiveRank.of(new double[] {1, Double.NaN}, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("holds NaN");
        }
    }
}
