package dev.jepa.losses.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.codingrate.CodingRate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnergyTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    @Test
    void distancesByHand() {
        Tensor x = Tensors.of(new double[] {0, 0, 1, 0}, 2, 2);
        Tensor y = Tensors.of(new double[] {3, 4, 0, 2}, 2, 2);
        assertThat(Distance.SQUARED_EUCLIDEAN.energy(x, y).toDoubleArray()).containsExactly(25, 5);
        assertThat(Distance.EUCLIDEAN.energy(x, y).toDoubleArray())
                .containsExactly(new double[] {5, Math.sqrt(5)}, within(1e-12));
        assertThat(Distance.ABSOLUTE.energy(x, y).toDoubleArray()).containsExactly(7, 3);
        assertThat(Distance.COSINE.energy(x, y).toDoubleArray()).containsExactly(1, 1);
    }

    @Test
    void mapsAreSummedOverAllTheirAxes() {
        Tensor x = normal(1, 3, 2, 4, 4);
        Tensor y = normal(2, 3, 2, 4, 4);
        assertThat(Distance.SQUARED_EUCLIDEAN.energy(x, y).toDoubleArray())
                .containsExactly(x.sub(y).square().sum(1, 2, 3).toDoubleArray(), within(1e-12));
    }

    @Test
    void aBilinearEnergyByHand() {
        try (BilinearEnergy energy =
                new BilinearEnergy(2, 1, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64))) {
            InPlace.copy(energy.parameters().get(0), Tensors.of(new double[] {2, 3}, 2, 1));
            Tensor x = Tensors.of(new double[] {1, 1}, 1, 2).to(TestDevice.get());
            Tensor y = Tensors.of(new double[] {4}, 1, 1).to(TestDevice.get());
            assertThat(energy.energy(x, y).item()).isEqualTo(-20);
        }
    }

    @Test
    void energiesAddUpAndScale() {
        Tensor x = normal(1, 3, 2);
        Tensor y = normal(2, 3, 2);
        EnergyFunction sum = Distance.ABSOLUTE.plus(Distance.COSINE.times(2));
        double expected = Distance.ABSOLUTE.energy(x, y).sum().item()
                + 2 * Distance.COSINE.energy(x, y).sum().item();
        assertThat(sum.energy(x, y).sum().item()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Tensor x = normal(3, 4, 3);
        Tensor y = normal(4, 4, 3);
        for (Distance distance : Distance.values()) {
            FiniteDifference.check(distance::energy, x, y);
        }
        try (BilinearEnergy bilinear =
                        new BilinearEnergy(3, 3, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64));
                MlpEnergy mlp =
                        new MlpEnergy(3, 3, 6, Init.of(1).on(TestDevice.get()).as(DType.FLOAT64));
                DecoderEnergy decoder =
                        new DecoderEnergy(2, 3, Init.of(2).on(TestDevice.get()).as(DType.FLOAT64))) {
            FiniteDifference.check(bilinear::energy, x, y);
            FiniteDifference.check(mlp::energy, x, y);
            FiniteDifference.checkLeaves(() -> mlp.energy(x, y), mlp.parameters());
            FiniteDifference.checkLeaves(() -> bilinear.energy(x, y), bilinear.parameters());
            FiniteDifference.check((b, z) -> decoder.energy(x, b, z), y, normal(5, 4, 2));
            FiniteDifference.checkLeaves(() -> decoder.energy(x, y, normal(5, 4, 2)), decoder.parameters());
        }
    }

    @Test
    void thePredictiveEnergyIsTheDistanceOfThePrediction() {
        Tensor sx = normal(6, 4, 3);
        Tensor z = normal(7, 4, 3);
        PredictiveEnergy energy = new PredictiveEnergy((s, a, mode) -> s.add(a), Distance.SQUARED_EUCLIDEAN, Mode.EVAL);
        assertThat(energy.energy(sx, sx.add(z), z).abs().max().item()).isCloseTo(0, within(1e-12));
    }

    @Test
    void theObjectiveIsTheSumOfItsFourTermsAndDifferentiable() {
        PredictiveEnergy energy = new PredictiveEnergy((s, z, mode) -> s.add(z), Distance.SQUARED_EUCLIDEAN, Mode.EVAL);
        JepaObjective objective = new JepaObjective(
                energy,
                new DiscreteLatent(3, 2),
                InformationTerm.varianceCovariance(25, 1),
                InformationTerm.codingRate(CodingRate.mcr2(0.5)));
        Tensor sx = normal(8, 5, 3);
        Tensor sy = normal(9, 5, 3);
        JepaObjective.Terms terms = objective.loss(sx, sy);
        double sum = terms.prediction().item()
                + terms.contextInformation().item()
                + terms.targetInformation().item()
                + terms.latentInformation().item();
        assertThat(terms.total().item()).isCloseTo(sum, within(1e-12));
        assertThat(terms.latentInformation().item()).isBetween(0.0, Math.log(3) / 2);
        FiniteDifference.check((a, b) -> objective.loss(a, b).total(), sx, sy);
    }

    @Test
    void differentShapesAreRefused() {
        assertThatThrownBy(() -> Distance.ABSOLUTE.energy(normal(1, 4, 3), normal(1, 4, 2)))
                .hasMessageContaining("[4, 3]")
                .hasMessageContaining("[4, 2]")
                .hasMessageContaining("Maybe");
    }
}
