package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LbfgsTest {
    private static final int SIZE = 30;

    /** sum of scale_i (x_i - i)^2 / 2 with scales from 1 to 1e4. */
    private static double quadratic(double[] x, double[] gradient) {
        double value = 0;
        for (int i = 0; i < SIZE; i++) {
            double difference = x[i] - i;
            gradient[i] = scale(i) * difference;
            value += gradient[i] * difference / 2;
        }
        return value;
    }

    private static double scale(int i) {
        return Math.pow(10, 4.0 * i / (SIZE - 1));
    }

    @Test
    void theExactInverseHessianTakesOneStep() {
        UnaryOperator<double[]> inverse = q -> {
            double[] r = q.clone();
            for (int i = 0; i < SIZE; i++) {
                r[i] /= scale(i);
            }
            return r;
        };
        Lbfgs lbfgs = new Lbfgs(LbfgsTest::quadratic, inverse, new double[SIZE]);
        assertThat(lbfgs.minimise(1e-8, 100)).isTrue();
        assertThat(lbfgs.iterations()).isEqualTo(1);
    }

    @Test
    void anIllConditionedQuadraticIsSolvedWithoutAPreconditioner() {
        Lbfgs lbfgs = new Lbfgs(LbfgsTest::quadratic, double[]::clone, new double[SIZE]);
        assertThat(lbfgs.minimise(1e-6, 1000)).isTrue();
        for (int i = 0; i < SIZE; i++) {
            assertThat(lbfgs.point()[i]).isEqualTo(i, within(1e-5));
        }
        assertThat(lbfgs.value()).isEqualTo(0, within(1e-10));
    }

    @Test
    void aStepThatIsFarTooLongIsShortened() {
        Lbfgs lbfgs = new Lbfgs(
                (x, gradient) -> {
                    gradient[0] = 4 * Math.pow(x[0] - 3, 3);
                    return Math.pow(x[0] - 3, 4);
                },
                double[]::clone,
                new double[1]);
        assertThat(lbfgs.minimise(1e-9, 200)).isTrue();
        assertThat(lbfgs.point()[0]).isEqualTo(3, within(1e-2));
    }

    @Test
    void usedUpIterationsAreNotCalledConverged() {
        Lbfgs lbfgs = new Lbfgs(LbfgsTest::quadratic, double[]::clone, new double[SIZE]);
        assertThat(lbfgs.minimise(1e-6, 3)).isFalse();
        assertThat(lbfgs.iterations()).isEqualTo(3);
    }
}
