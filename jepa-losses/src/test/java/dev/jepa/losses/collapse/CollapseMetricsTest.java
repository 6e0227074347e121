package dev.jepa.losses.collapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.EffectiveRank;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CollapseMetricsTest {
    private static final double SMALL = 1e-9;

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Rows +-s_j e_j: D features of variance 2 s_j^2 / (2 D - 1), uncorrelated, with mean 0. */
    private static Tensor axes(double... sizes) {
        int features = sizes.length;
        double[] rows = new double[2 * features * features];
        for (int j = 0; j < features; j++) {
            rows[2 * j * features + j] = sizes[j];
            rows[(2 * j + 1) * features + j] = -sizes[j];
        }
        return Tensors.of(rows, 2L * features, features);
    }

    @Test
    void equalDimensionsAllCount() {
        Tensor z = axes(2, 2, 2, 2);
        assertThat(EffectiveRank.rankMe(z)).isCloseTo(4, within(1e-5));
        CovarianceSpectrum spectrum = CovarianceSpectrum.of(z);
        assertThat(spectrum.eigenvalues())
                .containsExactly(new double[] {8 / 7.0, 8 / 7.0, 8 / 7.0, 8 / 7.0}, within(SMALL));
        assertThat(spectrum.effectiveRank()).isCloseTo(4, within(SMALL));
        assertThat(spectrum.participationRatio()).isCloseTo(4, within(SMALL));
        assertThat(spectrum.slope(1, 4).alpha()).isCloseTo(0, within(SMALL));
    }

    @Test
    void aPowerLawIsFoundExactly() {
        CovarianceSpectrum spectrum = CovarianceSpectrum.ofEigenvalues(1, 1 / 4.0, 1 / 9.0, 1 / 16.0);
        CovarianceSpectrum.Slope slope = spectrum.slope().orElseThrow();
        assertThat(slope.alpha()).isCloseTo(2, within(SMALL));
        assertThat(slope.r2()).isCloseTo(1, within(SMALL));
    }

    @Test
    void unequalDimensionsByHand() {
        CovarianceSpectrum spectrum = CovarianceSpectrum.ofEigenvalues(3, 1);
        assertThat(spectrum.participationRatio()).isCloseTo(16 / 10.0, within(SMALL));
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertThat(spectrum.effectiveRank()).isCloseTo(Math.exp(entropy), within(SMALL));
    }

    @Test
    void spreadByHand() {
        Tensor z = Tensors.of(new double[] {3, 0, 0, 4}, 2, 2); // orthogonal, mean (1.5, 2)
        Spread spread = Spread.of(z);
        assertThat(spread.meanPairwiseCosine()).isCloseTo(0, within(SMALL));
        assertThat(spread.meanCosineToMean()).isCloseTo((0.6 + 0.8) / 2, within(SMALL));
        assertThat(spread.meanStd()).isCloseTo((3 + 4) / 2.0 / Math.sqrt(2), within(SMALL));
        assertThat(spread.smallestStd()).isCloseTo(3 / Math.sqrt(2), within(SMALL));
        assertThat(spread.normalizedStd()).isCloseTo(1 / Math.sqrt(2), within(SMALL));
    }

    @Test
    void lidarCountsWhatTellsImagesApartOnly() {
        Tensor images = axes(1, 1, 1, 0, 0, 0).slice(0, 0, 6).unsqueeze(1); // [6, 1, 6]
        Tensor noise = Tensors.normal(Rng.of(1), 6, 8, 6).mul(0.01).to(images.dtype());
        Tensor loud = Tensors.normal(Rng.of(2), 6, 8, 6).to(images.dtype());
        Tensor views = images.add(noise).add(loud.mul(Tensors.of(new double[] {0, 0, 0, 1, 1, 1}, 6)));
        assertThat(Lidar.official().of(views)).isBetween(2.5, 3.2);
        assertThat(EffectiveRank.rankMe(views.flatten(0, 1))).isGreaterThan(4.5);
    }

    @Test
    void aModelIsDeafWhenTheActionsOfOthersServeAsWell() {
        Tensor actions = Tensors.normal(Rng.of(3), 32, 2);
        ActionSensitivity listening =
                ActionSensitivity.measure(a -> a.sub(actions).square().mean().add(0.5), actions, 4, Rng.of(4));
        assertThat(listening.trueLoss()).isCloseTo(0.5, within(1e-6));
        assertThat(listening.ratio()).isGreaterThan(2);
        assertThat(listening.verdict()).startsWith("the model listens to actions");
        ActionSensitivity deaf =
                ActionSensitivity.measure(a -> a.mean().mul(0.0).add(0.5), actions, 4, Rng.of(4));
        assertThat(deaf.ratio()).isCloseTo(1, within(1e-6));
        assertThat(deaf.verdict())
                .isEqualTo(
                        "the model ignores actions: with those of other examples its error is 0.500 instead of 0.500.");
    }

    @Test
    void theVerdictSaysWhatHappened() {
        Tensor plane = Tensors.normal(Rng.of(5), 256, 2).matmul(Tensors.normal(Rng.of(6), 2, 192));
        assertThat(CollapseReport.of(plane).verdict())
                .startsWith("the representations have collapsed to few dimensions: "
                        + "2 of 192 dimensions carry 99 % of the variance, RankMe is ");
        Tensor cone = Tensors.normal(Rng.of(7), 256, 16).mul(0.05).add(1);
        assertThat(CollapseReport.of(cone).verdict())
                .startsWith("the representations are healthy")
                .endsWith("All point in nearly one direction: their mean cosine is 0.998.");
        assertThat(CollapseReport.of(Tensors.normal(Rng.of(8), 256, 16)).verdict())
                .startsWith("the representations are healthy")
                .endsWith("variance, RankMe is 15.9.");
    }

    @Test
    void pointsAndLinesHaveDefinedFigures() {
        for (Tensor z : new Tensor[] {
            Tensors.zeros(8, 4),
            Tensors.ones(8, 4),
            Tensors.normal(Rng.of(9), 8, 1).expand(8, 4),
            Tensors.normal(Rng.of(9), 8, 4).mul(1e12),
            Tensors.normal(Rng.of(9), 8, 4).mul(1e-12),
            Tensors.normal(Rng.of(9), 2, 4)
        }) {
            CollapseReport.of(z)
                    .metrics()
                    .forEach((name, figure) -> assertThat(figure).as(name).isFinite());
        }
        assertThat(CollapseReport.of(Tensors.ones(8, 4)).verdict()).contains("collapsed to a point");
        assertThatThrownBy(() -> CollapseReport.of(Tensors.ones(1, 4))).hasMessageContaining("N >= 2");
    }
}
