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
import org.junit.jupiter.api.Test;

/** Values and gradients against eb_jepa's HingeStdLoss, CovarianceLoss and VICRegLoss, computed here in float64. */
class EbJepaVicRegParityTest {
    private static final double TOLERANCE = 3e-6;

    @Test
    void hingeAndCovarianceAgree() {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load("losses/ebjepa_std_cov_vicreg_bcs");
            Tensor z = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
            double margin = fixture.real("hp.std_margin");
            Map<String, Tensor> named = Autograd.record(() -> Map.of(
                    "hinge_std", VarianceCovariance.variance(z, margin),
                    "hinge_std_margin1", VarianceCovariance.variance(z, 1),
                    "covariance", VarianceCovariance.covariance(z, CovarianceScale.PER_PAIR)));
            named.forEach((name, value) -> {
                assertThat(value.item()).as(name).isCloseTo(fixture.real("f64." + name), within(1e-9));
                Tensor gradient = Autograd.gradients(value, List.of(z)).get(0);
                fixture.assertClose("grad." + name + ".z1", gradient, TOLERANCE);
            });
        }
    }

    @Test
    void vicRegAgrees() {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load("losses/ebjepa_std_cov_vicreg_bcs");
            Tensor x = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
            Tensor y = Autograd.variable(fixture.tensor("z2").to(DType.FLOAT64));
            VicReg loss = VicReg.ebJepa().withWeights(1, fixture.real("hp.std_coeff"), fixture.real("hp.cov_coeff"));
            VicReg.Terms terms = Autograd.record(() -> loss.loss(x, y));
            Map.of(
                            "loss", terms.total(),
                            "invariance_loss", terms.invariance(),
                            "var_loss", terms.variance(),
                            "cov_loss", terms.covariance())
                    .forEach((name, value) -> assertThat(value.item())
                            .as(name)
                            .isCloseTo(fixture.real("f64.vicreg." + name), within(1e-9 * (1 + value.item()))));
            List<Tensor> gradients = Autograd.gradients(terms.total(), List.of(x, y));
            fixture.assertClose("grad.vicreg.z1", gradients.get(0), TOLERANCE);
            fixture.assertClose("grad.vicreg.z2", gradients.get(1), TOLERANCE);
        }
    }
}
