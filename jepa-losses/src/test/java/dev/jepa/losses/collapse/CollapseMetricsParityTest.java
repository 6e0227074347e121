package dev.jepa.losses.collapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.train.EffectiveRank;
import dev.jepa.losses.embedding.Embeddings;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every measure against independent float64 code. */
class CollapseMetricsParityTest {
    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/collapse_metrics");

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "z_collapsed"})
    void ranksAgree(String name) {
        Tensor z = fixture.tensor(name);
        checkRanks(name, EffectiveRank.singularValues(z));
        Tensor centred = Embeddings.centred(z.to(DType.FLOAT64));
        checkRanks(name + ".centered", EffectiveRank.singularValues(centred));
        assertValue(name + ".rankme_1e-7", EffectiveRank.rankMe(z));
    }

    private void checkRanks(String name, double[] singular) {
        fixture.assertClose(name + ".singular_values", singular, 1e-9);
        assertValue(name + ".rankme_1e-7", EffectiveRank.of(singular, 1e-7));
        assertValue(name + ".rankme_1e-5", EffectiveRank.of(singular, 1e-5));
        assertValue(name + ".effective_rank", EffectiveRank.of(singular, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "z_collapsed"})
    void spectraAgree(String name) {
        CovarianceSpectrum spectrum = CovarianceSpectrum.of(fixture.tensor(name));
        fixture.assertClose(name + ".cov_eigenvalues", spectrum.eigenvalues(), 1e-9);
        assertValue(name + ".effective_rank_cov", spectrum.effectiveRank());
        assertValue(name + ".participation_ratio", spectrum.participationRatio());
        checkSlope(name + ".alpha_req", spectrum.slope().orElseThrow());
        checkSlope(
                name + ".alpha_req_range",
                spectrum.slope(fixture.integer("hp.alpha_lo"), fixture.integer("hp.alpha_hi")));
    }

    private void checkSlope(String name, CovarianceSpectrum.Slope slope) {
        assertValue(name, slope.alpha());
        assertValue(name + ".r2", slope.r2());
    }

    @ParameterizedTest
    @ValueSource(strings = {"z", "z_collapsed"})
    void spreadsAgree(String name) {
        Spread spread = Spread.of(fixture.tensor(name));
        assertValue(name + ".mean_std", spread.meanStd());
        assertValue(name + ".normalized_std", spread.normalizedStd());
        assertValue(name + ".mean_pairwise_cosine", spread.meanPairwiseCosine());
    }

    @Test
    void lidarAgrees() {
        Lidar lidar = new Lidar(fixture.real("hp.lidar_delta"), fixture.real("hp.lidar_eps"));
        Tensor views = fixture.tensor("lidar_z");
        assertValue("lidar", lidar.of(views));
        double[] expected = fixture.doubles("lidar.eigenvalues");
        Arrays.sort(expected);
        assertThat(lidar.eigenvalues(views)).containsExactly(expected, within(1e-8 * expected[expected.length - 1]));
    }

    private void assertValue(String name, double value) {
        double expected = fixture.real(name);
        assertThat(value).as(name).isCloseTo(expected, within(1e-8 * (1 + Math.abs(expected))));
    }
}
