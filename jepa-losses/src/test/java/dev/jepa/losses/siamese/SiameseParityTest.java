package dev.jepa.losses.siamese;

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
class SiameseParityTest {
    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/contrastive_simsiam_byol");
    private final Tensor p1 = input("p1");
    private final Tensor p2 = input("p2");
    private final Tensor z1 = input("z1");
    private final Tensor z2 = input("z2");

    @AfterEach
    void close() {
        scope.close();
    }

    private Tensor input(String name) {
        return Autograd.variable(fixture.tensor(name).to(DType.FLOAT64));
    }

    @Test
    void simSiamAgrees() {
        check("simsiam", Autograd.record(() -> SimSiam.loss(p1, z1, p2, z2).total()));
    }

    @Test
    void byolAgrees() {
        check("byol", Autograd.record(() -> Byol.loss(p1, z1, p2, z2).total()));
    }

    private void check(String name, Tensor total) {
        assertThat(total.item()).isCloseTo(fixture.real(name), within(1e-9));
        List<Tensor> gradients = Autograd.gradients(total, List.of(p1, p2));
        fixture.assertClose("grad." + name + ".p1", gradients.get(0), 1e-9);
        fixture.assertClose("grad." + name + ".p2", gradients.get(1), 1e-9);
        for (Tensor gradient : Autograd.gradientsOrZero(total, List.of(z1, z2))) {
            assertThat(gradient.abs().max().item()).as("gradient of a target").isZero();
        }
    }
}
