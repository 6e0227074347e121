package dev.jepa.losses.barlow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BarlowTwinsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(DType.FLOAT64);
    }

    @Test
    void byHandOnTwoOppositeFeatures() {
        Tensor x = Tensors.of(new double[] {1, -1, -1, 1}, 2, 2); // both features standard, correlation -1
        BarlowTwins.Terms terms = new BarlowTwins(0.5, 1).loss(x, x);
        assertThat(terms.invariance().item()).isCloseTo(0, within(1e-9));
        assertThat(terms.redundancy().item()).isCloseTo(2, within(1e-4));
        assertThat(terms.total().item()).isCloseTo(1, within(1e-4));
    }

    @Test
    void scaleAndOffsetOfAFeatureDoNotMatter() {
        Tensor x = normal(1, 16, 4);
        Tensor y = normal(2, 16, 4);
        double before = BarlowTwins.official().loss(x, y).total().item();
        double after =
                BarlowTwins.official().loss(x.mul(100.0).add(7), y).total().item();
        assertThat(after).isCloseTo(before, within(1e-4));
    }

    @Test
    void aCollapsedEmbeddingPaysOneForEachFeature() {
        Tensor collapsed = Tensors.ones(8, 5);
        assertThat(BarlowTwins.official().loss(collapsed, collapsed).total().item())
                .isCloseTo(5, within(1e-6));
        assertThat(BarlowTwins.soloLearn().loss(collapsed, collapsed).total().item())
                .isCloseTo(5 * 0.024, within(1e-6));
    }

    @Test
    void theTwoViewsMayBeExchanged() {
        Tensor x = normal(1, 16, 4);
        Tensor y = normal(2, 16, 4);
        assertThat(BarlowTwins.official().loss(y, x).total().item())
                .isCloseTo(BarlowTwins.official().loss(x, y).total().item(), within(1e-12));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (int seed = 0; seed < 3; seed++) {
            FiniteDifference.check(
                    (x, y) -> BarlowTwins.official().loss(x, y).total(), normal(seed, 6, 4), normal(seed + 9, 6, 4));
        }
    }
}
