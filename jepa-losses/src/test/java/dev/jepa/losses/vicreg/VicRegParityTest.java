package dev.jepa.losses.vicreg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and gradients against the authors' VICReg, computed here in float64. */
class VicRegParityTest {
    private static final double TOLERANCE = 2e-6;

    @ParameterizedTest
    @ValueSource(strings = {"losses/vicreg_small", "losses/vicreg_large"})
    void valuesAndGradientsAgree(String name) {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load(name);
            VicReg loss = VicReg.official()
                    .withWeights(
                            fixture.real("hp.sim_coeff"), fixture.real("hp.std_coeff"), fixture.real("hp.cov_coeff"));
            Tensor x = Autograd.variable(fixture.tensor("x").to(DType.FLOAT64));
            Tensor y = Autograd.variable(fixture.tensor("y").to(DType.FLOAT64));
            VicReg.Terms terms = Autograd.record(() -> loss.loss(x, y));
            Map<String, Tensor> named = Map.of(
                    "total", terms.total(),
                    "repr_loss", terms.invariance(),
                    "std_loss", terms.variance(),
                    "cov_loss", terms.covariance());
            named.forEach((term, value) -> {
                double expected = fixture.real("f64." + term);
                assertThat(value.item()).as(term).isCloseTo(expected, within(1e-9 * (1 + expected)));
                List<Tensor> gradients = Autograd.gradients(value, List.of(x, y));
                fixture.assertClose("grad." + term + ".x", gradients.get(0), TOLERANCE);
                fixture.assertClose("grad." + term + ".y", gradients.get(1), TOLERANCE);
            });
        }
    }
}
