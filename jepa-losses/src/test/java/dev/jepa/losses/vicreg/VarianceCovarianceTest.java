package dev.jepa.losses.vicreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VarianceCovarianceTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void byHandOnATwoByTwoEmbedding() {
        Tensor z = Tensors.of(new double[] {0, 0, 2, 1}, 2, 2); // variances 2 and 1/2, covariance 1
        double hinge = (1 - Math.sqrt(0.5 + 1e-4)) / 2; // the first feature's deviation exceeds 1
        assertThat(VarianceCovariance.variance(z, 1).item()).isCloseTo(hinge, within(1e-12));
        assertThat(VarianceCovariance.covariance(z).item()).isCloseTo((1 + 1) / 2.0, within(1e-12));
    }

    @Test
    void aCollapsedEmbeddingHasTheLargestHingeAndNoCovariance() {
        Tensor z = Tensors.ones(8, 5);
        assertThat(VarianceCovariance.variance(z, 1).item()).isCloseTo(0.99, within(1e-6));
        assertThat(VarianceCovariance.covariance(z).item()).isZero();
    }

    @Test
    void theOrderOfExamplesDoesNotMatter() {
        Tensor z = Tensors.normal(Rng.of(1), 16, 6).to(DType.FLOAT64);
        Tensor shuffled = z.indexSelect(0, Tensors.permutation(Rng.of(2), 16));
        assertThat(VarianceCovariance.variance(shuffled, 1).item())
                .isCloseTo(VarianceCovariance.variance(z, 1).item(), within(1e-12));
        assertThat(VarianceCovariance.covariance(shuffled).item())
                .isCloseTo(VarianceCovariance.covariance(z).item(), within(1e-12));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (int seed = 0; seed < 3; seed++) {
            Tensor z = Tensors.normal(Rng.of(seed), 7, 4).mul(0.5).to(DType.FLOAT64);
            FiniteDifference.check(x -> VarianceCovariance.variance(x, 1), z);
            FiniteDifference.check(x -> VarianceCovariance.covariance(x), z);
        }
        Tensor other = Tensors.normal(Rng.of(9), 7, 4).mul(0.5).to(DType.FLOAT64);
        for (VicReg loss : List.of(VicReg.official(), VicReg.soloLearn(), VicReg.ebJepa())) {
            FiniteDifference.check(
                    (x, y) -> loss.loss(x, y).total(),
                    Tensors.normal(Rng.of(8), 7, 4).to(DType.FLOAT64),
                    other);
        }
    }

    @Test
    void oneExampleHasNoVariance() {
        assertThatThrownBy(() -> VarianceCovariance.variance(Tensors.ones(1, 4), 1))
                .hasMessageContaining("[1, 4]")
                .hasMessageContaining("Maybe");
    }
}
