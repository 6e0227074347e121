package dev.jepa.losses.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.model.LatentVariable.Inferred;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatentVariableTest {
    /** E(x, y, z) = ||y - x - z||^2. */
    private static final LatentEnergy OFFSET =
            (x, y, z) -> y.sub(x).sub(z).square().sum(1);

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    @Test
    void descentFindsTheRidgeSolution() {
        Tensor x = normal(1, 5, 3);
        Tensor y = normal(2, 5, 3);
        LatentVariable z = new GradientLatent(3, LatentRegularizer.squared(0.5), 60, 0.1);
        Inferred found = z.infer(OFFSET, x, y);
        Tensor expected = y.sub(x).div(1.5); // argmin ||d - z||^2 + 1/2 ||z||^2
        assertThat(found.latentVariable().toDoubleArray()).containsExactly(expected.toDoubleArray(), within(1e-6));
        double[] free = y.sub(x).square().sum(1).div(3.0).toDoubleArray(); // d^2 / (1 + 1 / 0.5)
        assertThat(found.freeEnergy().toDoubleArray()).containsExactly(free, within(1e-9));
    }

    @Test
    void descentNeverRaisesAnEnergyWhateverTheStepSize() {
        Tensor x = normal(1, 5, 3);
        Tensor y = normal(2, 5, 3);
        double[] atZero = OFFSET.energy(x, y, x.mul(0.0)).toDoubleArray();
        Inferred wild = new GradientLatent(3, LatentRegularizer.none(), 3, 1e6).infer(OFFSET, x, y);
        double[] reached = wild.freeEnergy().toDoubleArray();
        for (int i = 0; i < reached.length; i++) {
            assertThat(reached[i]).isLessThanOrEqualTo(atZero[i]);
        }
    }

    @Test
    void sparseCodesOfOrthogonalRowsAreShrunkProjections() {
        try (DecoderEnergy decoder =
                new DecoderEnergy(3, 3, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64))) {
            InPlace.copy(decoder.weight(), Tensors.eye(3, 3, DType.FLOAT64).mul(2.0));
            Tensor y = Tensors.of(new double[] {4, -1, 0.2}, 1, 3).to(TestDevice.get());
            SparseLatent latent = new SparseLatent(3, 1, 100, decoder.stepSize());
            Inferred found = latent.infer(decoder, y, y);
            // argmin (y - 2 z)^2 + |z|: z = sign(y) max(0, |y| - 1/4) / 2
            assertThat(found.latentVariable().toDoubleArray())
                    .containsExactly(new double[] {1.875, -0.375, 0}, within(1e-9));
            assertThat(found.freeEnergy().item()).isCloseTo(found.energy().item() + 1.875 + 0.375, within(1e-9));
        }
    }

    @Test
    void fistaSatisfiesTheConditionsOfAMinimum() {
        try (DecoderEnergy decoder =
                new DecoderEnergy(8, 5, Init.of(1).on(TestDevice.get()).as(DType.FLOAT64))) {
            Tensor y = normal(3, 4, 5);
            double sparsity = 0.4;
            Inferred found = new SparseLatent(8, sparsity, 800, decoder.stepSize()).infer(decoder, y, y);
            Tensor z = found.latentVariable();
            double[] gradient = z.matmul(decoder.weight())
                    .sub(y)
                    .matmul(decoder.weight().transpose(0, 1))
                    .mul(2.0)
                    .toDoubleArray();
            double[] codes = z.toDoubleArray();
            for (int i = 0; i < codes.length; i++) {
                if (codes[i] == 0) {
                    assertThat(Math.abs(gradient[i])).isLessThanOrEqualTo(sparsity + 1e-6);
                } else {
                    assertThat(gradient[i]).isCloseTo(-sparsity * Math.signum(codes[i]), within(1e-6));
                }
            }
            assertThat(codes).contains(0);
        }
    }

    @Test
    void aStepTooLargeForFistaIsAnError() {
        try (DecoderEnergy decoder =
                new DecoderEnergy(3, 3, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64))) {
            Tensor y = normal(3, 4, 3);
            assertThatThrownBy(() -> new SparseLatent(3, 0.1, 3000, 1e3).infer(decoder, y, y))
                    .hasMessageContaining("diverged")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void aDiscreteLatentOfADecoderIsTheNearestCentre() {
        try (DecoderEnergy centres =
                new DecoderEnergy(3, 2, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64))) {
            InPlace.copy(centres.weight(), Tensors.of(new double[] {0, 0, 4, 0, 0, 4}, 3, 2));
            Tensor y = Tensors.of(new double[] {3, 1, 1, 3, -1, 0}, 3, 2).to(TestDevice.get());
            Inferred found = DiscreteLatent.of(3).infer(centres, y, y);
            assertThat(found.latentVariable().argMax(1).toLongArray()).containsExactly(1, 2, 0);
            assertThat(found.freeEnergy().toDoubleArray()).containsExactly(new double[] {2, 2, 1}, within(1e-12));
        }
    }

    @Test
    void theSoftMinimumByHandAndItsLimit() {
        LatentEnergy levels =
                (x, y, z) -> z.mul(Tensors.of(new double[] {1, 3}, 2)).sum(1);
        Tensor pair = Tensors.zeros(1, 1).to(DType.FLOAT64);
        double expected = -Math.log((Math.exp(-2) + Math.exp(-6)) / 2) / 2;
        assertThat(new DiscreteLatent(2, 2)
                        .infer(levels, pair, pair)
                        .freeEnergy()
                        .item())
                .isCloseTo(expected, within(1e-12));
        assertThat(new DiscreteLatent(2, 1e9)
                        .infer(levels, pair, pair)
                        .freeEnergy()
                        .item())
                .isCloseTo(1, within(1e-8));
        assertThat(DiscreteLatent.of(2).infer(levels, pair, pair).freeEnergy().item())
                .isEqualTo(1);
    }

    @Test
    void averagingOverNoiseApproachesTheIntegral() {
        Tensor x = Tensors.zeros(1, 1).to(DType.FLOAT64);
        Tensor y = Tensors.of(new double[] {0.7}, 1, 1);
        NoisyLatent latent = new NoisyLatent(1, 20_000, 1, 1, Rng.of(5));
        // -ln integral N(z; 0, 1) exp(-(y - z)^2) dz = y^2 / 3 + ln(3) / 2
        assertThat(latent.infer(OFFSET, x, y).freeEnergy().item()).isCloseTo(0.49 / 3 + Math.log(3) / 2, within(0.02));
        assertThat(latent.infer(OFFSET, x, y).energy().item()).isCloseTo(0, within(1e-3));
        assertThat(latent.at(1).infer(OFFSET, x, y).freeEnergy().item())
                .isNotEqualTo(latent.at(2).infer(OFFSET, x, y).freeEnergy().item());
    }

    @Test
    void theFreeEnergyHasTheGradientOfAMinimum() {
        Tensor x = normal(6, 4, 3);
        Tensor y = normal(7, 4, 3);
        for (LatentVariable z : new LatentVariable[] {
            new GradientLatent(3, LatentRegularizer.squared(0.5), 40, 0.3),
            new SparseLatent(3, 0.3, 20, 0.5),
            DiscreteLatent.of(3),
            new DiscreteLatent(3, 2),
            new NoisyLatent(3, 6, 1, 2, Rng.of(8))
        }) {
            FiniteDifference.check((a, b) -> OFFSET.freeEnergy(z).energy(a, b), x, y);
        }
    }

    @Test
    void theInformationOfAGaussianByHand() {
        Tensor z = Tensors.of(new double[] {0, 2}, 1, 2);
        double std = 0.5;
        double expected = (4 + 2 * (std * std - 1 - 2 * Math.log(std))) / 2;
        assertThat(LatentRegularizer.gaussianInformation(1, std).cost(z).item()).isCloseTo(expected, within(1e-12));
        assertThat(LatentRegularizer.gaussianInformation(1, 1).cost(z.mul(0.0)).item())
                .isZero();
        assertThat(LatentRegularizer.absolute(3).cost(z).item()).isEqualTo(6);
    }

    @Test
    void impossibleLatentVariablesAreRefused() {
        assertThatThrownBy(() -> new DiscreteLatent(0, 1)).hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new DiscreteLatent(2, 0)).hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new GradientLatent(1, LatentRegularizer.none(), 0, 1))
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> LatentRegularizer.gaussianInformation(1, 0)).hasMessageContaining("Maybe");
    }
}
