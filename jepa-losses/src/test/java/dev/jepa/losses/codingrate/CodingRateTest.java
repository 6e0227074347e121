package dev.jepa.losses.codingrate;

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

class CodingRateTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(DType.FLOAT64);
    }

    @Test
    void byHandOnOrthogonalRowsAndOnEqualOnes() {
        CodingRate codingRate = CodingRate.mcr2(0.5); // e = 1/4
        Tensor orthogonal = Tensors.of(new double[] {3, 0, 0, 5}, 2, 2);
        Tensor equal = Tensors.of(new double[] {1, 0, 2, 0}, 2, 2);
        assertThat(codingRate.rate(orthogonal).item()).isCloseTo(Math.log(5), within(1e-12)); // 2 ln(1 + 4) / 2
        assertThat(codingRate.rate(equal).item()).isCloseTo(Math.log(9) / 2, within(1e-12)); // ln(1 + 8) / 2
    }

    @Test
    void theRateIsTheSameByEitherGramMatrix() {
        Tensor z = normal(1, 3, 7); // wide: 3 x 3
        Tensor padded = z.repeat(4, 1); // tall: 7 x 7, and repeating rows leaves the rate
        assertThat(CodingRate.mcr2(0.5).rate(padded).item())
                .isCloseTo(CodingRate.mcr2(0.5).rate(z).item(), within(1e-12));
    }

    @Test
    void classesInOneSubspaceReduceNothingAndOrthogonalClassesMost() {
        Tensor labels = Tensors.of(new long[] {0, 0, 1, 1}, 4);
        Tensor equal = Tensors.of(new double[] {1, 0, 1, 0, 1, 0, 1, 0}, 4, 2);
        Tensor apart = Tensors.of(new double[] {1, 0, 1, 0, 0, 1, 0, 1}, 4, 2);
        RateReduction loss = RateReduction.official();
        assertThat(loss.loss(equal, labels, 2).total().item()).isCloseTo(0, within(1e-12));
        double expected = Math.log(1 + 4) / 2 - Math.log(1 + 2); // e = 1/2: within 1/2 ln 5, all 2/2 ln 3
        assertThat(loss.loss(apart, labels, 2).total().item()).isCloseTo(expected, within(1e-12));
        assertThat(expected).isNegative();
    }

    @Test
    void aClassWithoutRowsCountsNothing() {
        Tensor z = normal(2, 6, 3);
        Tensor labels = Tensors.of(new long[] {0, 1, 0, 1, 0, 1}, 6);
        CodingRate codingRate = CodingRate.mcr2(0.5);
        assertThat(codingRate.rateWithin(z, labels, 9).item())
                .isEqualTo(codingRate.rateWithin(z, labels, 2).item());
    }

    @Test
    void spreadEmbeddingsHaveTheLargerRateWhateverTheirSize() {
        Tensor spread = normal(3, 64, 8);
        Tensor line = spread.slice(1, 0, 1).mul(normal(4, 1, 8));
        CodingRate codingRate = CodingRate.empSsl(0.2);
        double rate = codingRate.rate(spread).item();
        assertThat(rate).isGreaterThan(3 * codingRate.rate(line).item());
        assertThat(codingRate.rate(spread.mul(1000.0)).item()).isCloseTo(rate, within(1e-9));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Tensor labels = Tensors.of(new long[] {0, 1, 0, 2, 1, 0}, 6);
        for (int seed = 0; seed < 3; seed++) {
            FiniteDifference.check(
                    x -> RateReduction.official().loss(x, labels, 3).total(), normal(seed, 6, 4));
            FiniteDifference.check(x -> CodingRate.empSsl(0.2).rate(x), normal(seed, 3, 5));
        }
    }

    @Test
    void aLabelOutsideTheClassesIsRefused() {
        Tensor labels = Tensors.of(new long[] {0, 5}, 2);
        assertThatThrownBy(() -> CodingRate.mcr2(0.5).rateWithin(normal(1, 2, 3), labels, 3))
                .hasMessageContaining("0 ... 2")
                .hasMessageContaining("5")
                .hasMessageContaining("Maybe");
    }
}
