package dev.jepa.losses.sigreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigRegTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(DType.FLOAT64);
    }

    @Test
    void byHandAtOneExampleOfZero() {
        EppsPulley test = new EppsPulley(-1, 1, 3, true); // knots -1, 0, 1 with weights 1/2, 1, 1/2
        double deviation = 1 - Math.exp(-0.5);
        double expected = deviation * deviation * Math.exp(-0.5);
        assertThat(test.statistic(Tensors.of(new double[] {0}, 1, 1)).item()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void halfOfTheKnotsGiveTheSameIntegral() {
        Tensor samples = normal(1, 20, 4);
        double[] half = new EppsPulley(0, 3, 17, true).statistic(samples).toDoubleArray();
        double[] whole = new EppsPulley(-3, 3, 33, true).statistic(samples).toDoubleArray();
        assertThat(half).containsExactly(whole, within(1e-12));
    }

    @Test
    void theGaussianScoresBelowEveryCollapse() {
        SigReg regularizer = SigReg.leJepa();
        Rng rng = Rng.of(2);
        Tensor gaussian = normal(3, 512, 16);
        double best = regularizer.loss(gaussian, rng).item();
        Tensor line = gaussian.slice(1, 0, 1).mul(normal(4, 1, 16));
        assertThat(best).isLessThan(2); // its expectation is a constant, whatever N
        assertThat(regularizer.loss(gaussian.mul(0.0), rng).item()).isGreaterThan(20 * best);
        assertThat(regularizer.loss(gaussian.mul(3.0), rng).item()).isGreaterThan(20 * best);
        assertThat(regularizer.loss(line, rng).item()).isGreaterThan(10 * best);
    }

    @Test
    void directionsHaveLengthOneAndComeFromTheKey() {
        SigReg regularizer = new SigReg(8, EppsPulley.leJepa());
        Tensor drawn = regularizer.draw(5, Rng.of(1));
        assertThat(drawn.norm(2, 0).toDoubleArray()).containsOnly(new double[] {1}, within(1e-6));
        assertThat(drawn.toDoubleArray())
                .isEqualTo(regularizer.draw(5, Rng.of(1)).toDoubleArray());
        assertThat(drawn.toDoubleArray())
                .isNotEqualTo(regularizer.draw(5, Rng.of(2)).toDoubleArray());
    }

    @Test
    void sequencesAreTestedStepByStep() {
        SigReg regularizer = new SigReg(8, EppsPulley.leJepa());
        Tensor states = normal(5, 3, 10, 4); // [T, B, D]
        double mean = 0;
        for (int t = 0; t < 3; t++) {
            mean += regularizer.loss(states.select(0, t), Rng.of(7)).item() / 3;
        }
        assertThat(regularizer.loss(states, Rng.of(7)).item()).isCloseTo(mean, within(1e-9));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (int seed = 0; seed < 3; seed++) {
            Rng rng = Rng.of(seed).at("directions");
            LeJepa leJepa = new LeJepa(0.3, new SigReg(6, EppsPulley.leJepa()));
            FiniteDifference.check(x -> leJepa.loss(x, rng).total(), normal(seed, 2, 7, 4));
            Bcs bcs = new Bcs(10, new SigReg(6, EppsPulley.ebJepa()));
            FiniteDifference.check((x, y) -> bcs.loss(x, y, rng).total(), normal(seed, 7, 4), normal(seed + 9, 7, 4));
        }
    }

    @Test
    void wrongInputIsRefusedByName() {
        assertThatThrownBy(() -> LeJepa.official().loss(Tensors.ones(4, 8), Rng.of(0)))
                .hasMessageContaining("[V, N, D]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> SigReg.leJepa().loss(Tensors.ones(4, 8), Tensors.ones(7, 3)))
                .hasMessageContaining("[8, K]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new EppsPulley(1, 3, 17, true)).hasMessageContaining("Maybe");
    }
}
