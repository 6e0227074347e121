package dev.jepa.losses.vicregl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.vicreg.VicReg;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VicRegLTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).mul(0.6).to(DType.FLOAT64);
    }

    @Test
    void theNearestCandidatesAreFoundInTheOrderOfPlaces() {
        Tensor map = Tensors.of(new double[] {0, 10, 20}, 1, 3, 1);
        Tensor others = Tensors.of(new double[] {19, 5, 10.5}, 1, 3, 1); // distances 5, 0.5, 1
        Matching matching = Matching.nearest(map, others, 2);
        assertThat(matching.places().toLongArray()).containsExactly(1, 2);
        assertThat(matching.candidates().toLongArray()).containsExactly(2, 0);
    }

    @Test
    void onTiesTheFirstPlaceWins() {
        Tensor map = Tensors.zeros(1, 4, 2);
        Matching matching = Matching.nearest(map, map, 2);
        assertThat(matching.places().toLongArray()).containsExactly(0, 1);
        assertThat(matching.candidates().toLongArray()).containsExactly(0, 0);
    }

    @Test
    void onTwoViewsTheGlobalLossIsVicRegWithHalfTheCovariance() {
        Tensor x = normal(1, 8, 5);
        Tensor y = normal(2, 8, 5);
        VicRegL.Part global =
                VicRegL.official().loss(List.of(view(x, 3), view(y, 4))).global();
        VicReg.Terms official = VicReg.official().loss(x, y);
        assertThat(global.invariance().item()).isCloseTo(official.invariance().item(), within(1e-12));
        assertThat(global.variance().item()).isCloseTo(official.variance().item(), within(1e-12));
        assertThat(global.covariance().item()).isCloseTo(official.covariance().item() / 2, within(1e-12));
    }

    private static LocalView view(Tensor embedding, long seed) {
        return new LocalView(
                embedding, normal(seed, embedding.size(0), 6, 3), normal(seed + 20, embedding.size(0), 6, 2));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        VicRegL loss = new VicRegL(0.6, 25, 25, 1, 3, 2, false);
        Tensor locations = normal(5, 4, 6, 2);
        LocalView other = new LocalView(normal(6, 4, 3), normal(7, 4, 6, 2), normal(8, 4, 6, 2));
        FiniteDifference.check(
                (embedding, map) -> loss.loss(List.of(new LocalView(embedding, map, locations), other))
                        .total(),
                normal(9, 4, 3),
                normal(10, 4, 6, 2));
    }

    @Test
    void oneViewIsRefused() {
        assertThatThrownBy(() -> VicRegL.official().loss(List.of(view(normal(1, 4, 3), 2))))
                .hasMessageContaining("at least two views")
                .hasMessageContaining("Maybe");
    }
}
