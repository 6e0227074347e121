package dev.jepa.losses.ica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FastIcaTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Two fair coins: white, independent, and their whole distribution. */
    private static Tensor coins() {
        return Tensors.of(new double[] {1, 1, 1, -1, -1, 1, -1, -1}, 4, 2);
    }

    private static Tensor rotation(double angle) {
        return Tensors.of(new double[] {Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)}, 2, 2);
    }

    private static double tangent(Tensor w) {
        double[] values = w.toDoubleArray();
        return Math.abs(values[1] / values[0]);
    }

    /** mean x (w x)^3 - 3 w = -2 (cos^3, sin^3) for coins. */
    @Test
    void aStepWithTheCubeRaisesTheTangentToTheThirdPower() {
        double angle = 0.6;
        FastIca.Fit fit = new FastIca(FastIca.Contrast.CUBE, 1, 1e-10).fit(coins(), rotation(angle));
        assertThat(tangent(fit.rotation())).isCloseTo(Math.pow(Math.tan(angle), 3), within(1e-12));
        assertThat(fit.converged()).isFalse();
    }

    /** With p = tanh(c + s), m = tanh(c - s): mean x g = (p + m, p - m) / 2, mean g' = 1 - (p^2 + m^2) / 2. */
    @Test
    void aStepWithLogCoshIsAsByHand() {
        double angle = 0.5;
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double p = Math.tanh(c + s);
        double m = Math.tanh(c - s);
        double slope = 1 - (p * p + m * m) / 2;
        double expected = Math.abs(((p - m) / 2 - slope * s) / ((p + m) / 2 - slope * c));
        FastIca.Fit fit = new FastIca(FastIca.Contrast.LOGCOSH, 1, 1e-10).fit(coins(), rotation(angle));
        assertThat(tangent(fit.rotation())).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(FastIca.Contrast.class)
    void findsCoinsWhereverItStarts(FastIca.Contrast contrast) {
        for (double angle : new double[] {0.1, 0.5, 0.7}) {
            FastIca.Fit fit = FastIca.of(contrast).fit(coins(), rotation(angle));
            assertThat(fit.converged()).isTrue();
            assertThat(AmariDistance.of(fit.rotation(), Tensors.eye(2))).isCloseTo(0, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(FastIca.Contrast.class)
    void separatesSourcesOfSeveralKinds(FastIca.Contrast contrast) {
        for (int seed = 0; seed < 3; seed++) {
            Tensor sources = IcaSignals.sources(4000, Rng.of(seed));
            Tensor mixing = Tensors.normal(Rng.of(seed).at("mixing"), 3, 3).to(DType.FLOAT64);
            Tensor mixed = sources.matmul(mixing.transpose(0, 1));
            Whitening whitening = Whitening.of(mixed);
            FastIca.Fit fit = FastIca.of(contrast)
                    .fit(
                            whitening.apply(mixed),
                            Rotations.random(3, Rng.of(seed).at("start")));
            Tensor unmixing = fit.rotation().matmul(whitening.matrix());
            assertThat(fit.converged()).isTrue();
            assertThat(AmariDistance.of(unmixing, mixing)).isLessThan(0.04);
            Tensor square = fit.rotation().matmul(fit.rotation().transpose(0, 1));
            assertThat(square.sub(Tensors.eye(3).to(DType.FLOAT64)).abs().max().item())
                    .isLessThan(1e-9);
        }
    }

    @Test
    void theMixtureDoesNotMatter() {
        Tensor sources = IcaSignals.sources(500, Rng.of(5));
        Tensor once = unmixed(sources, Rng.of(6));
        Tensor again = unmixed(sources, Rng.of(7));
        assertThat(once.sub(again).abs().max().item()).isLessThan(1e-5);
    }

    /** Absolute values of the components of a random mixture, sorted: without order and sign. */
    private static Tensor unmixed(Tensor sources, Rng rng) {
        Tensor mixed = sources.matmul(Tensors.normal(rng, 3, 3).to(DType.FLOAT64));
        Tensor white = Whitening.of(mixed).apply(mixed);
        Tensor w = FastIca.of(FastIca.Contrast.LOGCOSH)
                .fit(white, Rotations.random(3, rng))
                .rotation();
        return white.matmul(w.transpose(0, 1)).abs().sort(1, true).values();
    }

    @Test
    void wrongSizesAreRefused() {
        assertThatThrownBy(() -> FastIca.of(FastIca.Contrast.CUBE).fit(coins(), Tensors.eye(3)))
                .hasMessageContaining("must be [2, 2]")
                .hasMessageContaining("Maybe");
    }
}
