package dev.jepa.losses.ica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.losses.ica.IndependenceCriterion.Pairs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IndependenceCriterionTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor rotated(Tensor x, double angle) {
        return x.matmul(
                Tensors.of(new double[] {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)}, 2, 2));
    }

    /** Two fair coins, exactly independent. */
    private static Tensor coins() {
        return Tensors.of(new double[] {1, 1, 1, -1, -1, 1, -1, -1}, 4, 2);
    }

    @Test
    void independentComponentsHaveNoCovarianceAcross() {
        IndependenceCriterion criterion = IndependenceCriterion.acrossComponents(32);
        for (int seed = 0; seed < 3; seed++) {
            assertThat(criterion.loss(coins(), Rng.of(seed)).total().item()).isCloseTo(0, within(1e-20));
            assertThat(criterion
                            .loss(rotated(coins(), 0.4), Rng.of(seed))
                            .total()
                            .item())
                    .isGreaterThan(1e-3);
        }
    }

    /** Coins turned by 45 degrees stay uncorrelated: only a nonlinear projector sees that they depend on each other. */
    @Test
    void uncorrelatedIsNotIndependent() {
        double dependent = IndependenceCriterion.acrossComponents(32)
                .loss(rotated(coins(), Math.PI / 4), Rng.of(0))
                .total()
                .item();
        assertThat(dependent).isGreaterThan(0.01);
    }

    /** A Gaussian layer that mixes all components sees rotations of white signals alike, averaged over draws. */
    @Test
    void aMixingProjectorCannotTellRotationsApart() {
        IndependenceCriterion mixing = new IndependenceCriterion(new RandomProjector.Mixing(256), Pairs.ALL, 0, 1);
        double still = mean(mixing, coins());
        double turned = mean(mixing, rotated(coins(), Math.PI / 4));
        assertThat(turned).isCloseTo(still, within(0.05 * still));
        IndependenceCriterion across = IndependenceCriterion.acrossComponents(64);
        assertThat(mean(across, rotated(coins(), Math.PI / 4))).isGreaterThan(100 * mean(across, coins()));
    }

    private static double mean(IndependenceCriterion criterion, Tensor y) {
        double sum = 0;
        for (int draw = 0; draw < 16; draw++) {
            try (TensorScope ignored = TensorScope.open()) {
                sum += criterion.loss(y, Rng.of(draw)).total().item();
            }
        }
        return sum / 16;
    }

    @Test
    void acrossIsAllWithoutTheCovariancesWithinComponents() {
        Tensor y = Tensors.normal(Rng.of(0), 40, 3).to(DType.FLOAT64);
        RandomProjector projector = new RandomProjector.PerComponent(5);
        Rng key = Rng.of(1);
        double all = covariance(projector, Pairs.ALL, y, key) * 15;
        double across = covariance(projector, Pairs.ACROSS, y, key) * 15;
        double within = 0;
        for (int d = 0; d < 3; d++) {
            within += covariance(projector, Pairs.ALL, y.slice(1, d, d + 1), key) * 5;
        }
        assertThat(across + within).isCloseTo(all, within(1e-9 * all));
    }

    private static double covariance(RandomProjector projector, Pairs pairs, Tensor y, Rng key) {
        return new IndependenceCriterion(projector, pairs, 0, 1)
                .loss(y, key)
                .covariance()
                .item();
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Tensor y = Tensors.normal(Rng.of(3), 12, 3).to(DType.FLOAT64);
        RandomProjector perComponent = new RandomProjector.PerComponent(6);
        FiniteDifference.check(
                x -> IndependenceCriterion.acrossComponents(6)
                        .loss(x, Rng.of(4))
                        .total(),
                y);
        FiniteDifference.check(
                x -> new IndependenceCriterion(perComponent, Pairs.ALL, 25, 1)
                        .loss(x, Rng.of(5))
                        .total(),
                y);
        FiniteDifference.check(
                x -> new IndependenceCriterion(new RandomProjector.Mixing(9), Pairs.ALL, 25, 1)
                        .loss(x, Rng.of(6))
                        .total(),
                y);
    }

    @Test
    void pairsAcrossComponentsNeedAProjectorOfEach() {
        assertThatThrownBy(() -> new IndependenceCriterion(new RandomProjector.Mixing(4), Pairs.ACROSS, 0, 1))
                .hasMessageContaining("Maybe use RandomProjector.PerComponent");
    }
}
