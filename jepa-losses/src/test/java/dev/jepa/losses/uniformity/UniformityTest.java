package dev.jepa.losses.uniformity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.vicreg.CovarianceScale;
import dev.jepa.losses.vicreg.VarianceCovariance;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UniformityTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void byHand() {
        Tensor embedding = Tensors.of(new double[] {0, 0, 1, 0, 0, 2}, 3, 2); // squared distances 1, 4 and 5
        double mean = (Math.exp(-0.5) + Math.exp(-2) + Math.exp(-2.5)) / 3;
        assertThat(new Uniformity(0.5).loss(embedding).item()).isCloseTo(Math.log(mean), within(1e-12));
    }

    @Test
    void aPointHasThePotentialOfOne() {
        assertThat(new Uniformity(2).loss(Tensors.ones(5, 3)).item()).isCloseTo(0, within(1e-6));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (double concentration : new double[] {0.3, 2}) {
            for (int seed = 1; seed <= 3; seed++) {
                Tensor embedding = Tensors.normal(Rng.of(seed), 4 + seed, 3)
                        .to(TestDevice.get())
                        .to(DType.FLOAT64);
                FiniteDifference.check(new Uniformity(concentration)::loss, embedding);
            }
        }
    }

    /** Two features that are functions of one cause please variance and covariance as well as two causes do. */
    @Test
    void asksForASecondCauseWhereVarianceAndCovarianceAreContent() {
        int n = 512;
        Tensor one = Tensors.uniform(Rng.of(1), -Math.sqrt(3), Math.sqrt(3), n);
        Tensor other = Tensors.uniform(Rng.of(2), -Math.sqrt(3), Math.sqrt(3), n);
        Tensor bent = one.square().sub(1.0).div(Math.sqrt(0.8)); // of mean 0, variance 1, uncorrelated with one
        Tensor curve = Tensors.stack(List.of(one, bent), 1);
        Tensor area = Tensors.stack(List.of(one, other), 1);
        for (Tensor embedding : List.of(curve, area)) {
            assertThat(VarianceCovariance.variance(embedding, 0.95).item()).isLessThan(0.01);
            assertThat(VarianceCovariance.covariance(embedding, CovarianceScale.PER_PAIR)
                            .item())
                    .isLessThan(0.01);
        }
        Uniformity uniformity = new Uniformity(4);
        assertThat(uniformity.loss(area).item())
                .isLessThan(uniformity.loss(curve).item() - 0.2);
    }

    @Test
    void pairsThatAreVeryFarApartPullNothing() {
        Tensor far = Autograd.variable(Tensors.of(new float[] {0, 1e18f}, 2, 1));
        Tensor loss = Autograd.record(() -> new Uniformity(2).loss(far));
        assertThat(loss.item()).isLessThan(-1e29);
        assertThat(Autograd.gradients(loss, List.of(far)).get(0).abs().max().item())
                .isZero();
    }

    @Test
    void refusesWhatHasNoPairs() {
        assertThatThrownBy(() -> new Uniformity(2).loss(Tensors.ones(1, 3))).hasMessageContaining("N >= 2");
        assertThatThrownBy(() -> new Uniformity(2).loss(Tensors.ones(2, 4, 3))).hasMessageContaining("[N, D]");
        assertThatThrownBy(() -> new Uniformity(0)).hasMessageContaining("concentration must be > 0");
    }
}
