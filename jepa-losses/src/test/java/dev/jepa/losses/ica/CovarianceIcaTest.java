package dev.jepa.losses.ica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CovarianceIcaTest {
    private static final CovarianceIca SMALL =
            CovarianceIca.of(IndependenceCriterion.acrossComponents(16)).withSearches(4, 60);

    @Test
    void separatesSourcesOfSeveralKinds() {
        for (int seed = 0; seed < 2; seed++) {
            try (TensorScope scope = TensorScope.open()) {
                Rng rng = Rng.of(seed);
                Tensor sources = IcaSignals.sources(4000, rng);
                Tensor mixing = Tensors.normal(rng.at("mixing"), 3, 3).to(DType.FLOAT64);
                Tensor mixed = sources.matmul(mixing.transpose(0, 1));
                Whitening whitening = Whitening.of(mixed);
                Tensor w = SMALL.fit(whitening.apply(mixed), rng, step -> {});
                assertThat(AmariDistance.of(w.matmul(whitening.matrix()), mixing))
                        .isLessThan(0.04);
                Tensor square = w.matmul(w.transpose(0, 1));
                assertThat(square.sub(Tensors.eye(3).to(DType.FLOAT64))
                                .abs()
                                .max()
                                .item())
                        .isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void theSameKeyGivesTheSameRotation() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor white = IcaSignals.sources(500, Rng.of(0));
            CovarianceIca few = new CovarianceIca(IndependenceCriterion.acrossComponents(8), 2, 5, 100, 0.03);
            List<Long> steps = new ArrayList<>();
            double[] once = few.fit(white, Rng.of(2), steps::add).toDoubleArray();
            assertThat(few.fit(white, Rng.of(2), step -> {}).toDoubleArray()).containsExactly(once);
            assertThat(steps).hasSize(15).startsWith(0L, 1L).endsWith(13L, 14L);
        }
    }
}
