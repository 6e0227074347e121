package dev.jepa.losses.whitening;

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
class WMseParityTest {
    @Test
    void valuesAndGradientsAgree() {
        try (TensorScope scope = TensorScope.open()) {
            Fixtures fixture = Fixtures.load("losses/wmse_tcr");
            int rows = fixture.integer("hp.w_size");
            check(fixture, "wmse", WMse.official(rows));
            check(fixture, "wmse_shrink", new WMse(rows, fixture.real("hp.shrink")));
            Tensor x = fixture.tensor("z1").to(DType.FLOAT64);
            fixture.assertClose("whitened.z1", WMse.official(rows).whiten(x), 1e-9);
        }
    }

    private static void check(Fixtures fixture, String name, WMse loss) {
        Tensor x = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
        Tensor y = Autograd.variable(fixture.tensor("z2").to(DType.FLOAT64));
        Tensor total = Autograd.record(() -> loss.loss(x, y).total());
        assertThat(total.item()).as(name).isCloseTo(fixture.real(name), within(1e-9));
        List<Tensor> gradients = Autograd.gradients(total, List.of(x, y));
        fixture.assertClose("grad." + name + ".z1", gradients.get(0), 1e-8);
        fixture.assertClose("grad." + name + ".z2", gradients.get(1), 1e-8);
    }
}
