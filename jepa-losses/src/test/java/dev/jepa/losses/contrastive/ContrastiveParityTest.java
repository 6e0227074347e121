package dev.jepa.losses.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values and gradients against independent float64 code. */
class ContrastiveParityTest {
    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/contrastive_simsiam_byol");
    private final double temperature = fixture.real("hp.tau");
    private final Tensor x = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
    private final Tensor y = Autograd.variable(fixture.tensor("z2").to(DType.FLOAT64));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void ntXentAgrees() {
        NtXent.Terms terms = Autograd.record(() -> new NtXent(temperature).loss(x, y));
        check("ntxent", "grad.ntxent.", terms.total());
    }

    @Test
    void infoNceAgrees() {
        InfoNce.Terms terms = Autograd.record(() -> new InfoNce(temperature).loss(x, y));
        assertThat(terms.xToY().item()).isCloseTo(fixture.real("infonce.z1_to_z2"), within(1e-9));
        assertThat(terms.yToX().item()).isCloseTo(fixture.real("infonce.z2_to_z1"), within(1e-9));
        check("infonce.symmetric", "grad.infonce_symmetric.", terms.total());
    }

    private void check(String name, String prefix, Tensor total) {
        assertThat(total.item()).isCloseTo(fixture.real(name), within(1e-9));
        List<Tensor> gradients = Autograd.gradients(total, List.of(x, y));
        fixture.assertClose(prefix + "z1", gradients.get(0), 1e-9);
        fixture.assertClose(prefix + "z2", gradients.get(1), 1e-9);
    }
}
