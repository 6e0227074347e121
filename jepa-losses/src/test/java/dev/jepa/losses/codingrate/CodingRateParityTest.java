package dev.jepa.losses.codingrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values and gradients against independent float64 code. */
class CodingRateParityTest {
    @Test
    void bothConventionsAgree() {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load("losses/wmse_tcr");
            double epsilon = fixture.real("hp.tcr_eps");
            check(fixture, "eps2", CodingRate.mcr2(epsilon));
            check(fixture, "eps1", CodingRate.empSsl(epsilon));
        }
    }

    private static void check(Fixtures fixture, String convention, CodingRate codingRate) {
        Tensor z = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
        Tensor rate = Autograd.record(() -> codingRate.rate(z));
        assertThat(rate.item()).as(convention).isCloseTo(fixture.real("tcr." + convention), within(1e-9));
        Tensor gradient = Autograd.gradients(rate, List.of(z)).get(0);
        fixture.assertClose("grad.tcr." + convention + ".z1", gradient, 1e-9);
    }
}
