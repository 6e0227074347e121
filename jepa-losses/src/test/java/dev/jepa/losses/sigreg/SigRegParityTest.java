package dev.jepa.losses.sigreg;

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

/** Values and gradients against the authors' SIGReg and LeJEPA and eb_jepa's BCS, computed here in float64. */
class SigRegParityTest {
    private static final double TOLERANCE = 5e-6;

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void leJepaAgrees() {
        Fixtures fixture = Fixtures.load("losses/sigreg_epps_pulley");
        Tensor z = Autograd.variable(fixture.tensor("z").to(DType.FLOAT64)); // [V, N, D]
        Tensor projection = fixture.tensor("A").to(DType.FLOAT64);
        EppsPulley test = new EppsPulley(0, fixture.real("hp.t_max"), fixture.integer("hp.n_points"), true);
        LeJepa loss = new LeJepa(fixture.real("hp.lambda_"), new SigReg((int) projection.size(1), test));

        Tensor statistic = test.statistic(z.matmul(projection)); // [V, K]
        fixture.assertClose("statistic.per_view_slice", statistic, TOLERANCE);
        assertValue(fixture, "sigreg.view0.sum", statistic.select(0, 0).sum());
        assertValue(fixture, "sigreg.view0", loss.regularizer().loss(z.select(0, 0), projection));

        LeJepa.Terms terms = Autograd.record(() -> loss.loss(z, projection));
        assertValue(fixture, "sigreg", terms.sigreg());
        assertValue(fixture, "lejepa.inv", terms.invariance());
        assertValue(fixture, "lejepa.total", terms.total());
        fixture.assertClose("grad.sigreg.z", gradient(terms.sigreg(), z), TOLERANCE);
        fixture.assertClose("grad.lejepa.z", gradient(terms.total(), z), TOLERANCE);
    }

    @Test
    void bcsAgrees() {
        Fixtures fixture = Fixtures.load("losses/ebjepa_std_cov_vicreg_bcs");
        Tensor x = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
        Tensor y = Autograd.variable(fixture.tensor("z2").to(DType.FLOAT64));
        Tensor projection = fixture.tensor("A").to(DType.FLOAT64);
        SigReg regularizer = new SigReg(fixture.integer("hp.num_slices"), EppsPulley.ebJepa());
        Bcs loss = new Bcs(fixture.real("hp.lmbd"), regularizer);

        fixture.assertClose("bcs.statistic.z1", regularizer.test().statistic(x.matmul(projection)), TOLERANCE);
        fixture.assertClose("bcs.statistic.z2", regularizer.test().statistic(y.matmul(projection)), TOLERANCE);
        Bcs.Terms terms = Autograd.record(() -> loss.loss(x, y, projection));
        assertValue(fixture, "bcs.bcs_loss", terms.sigreg());
        assertValue(fixture, "bcs.invariance_loss", terms.invariance());
        assertValue(fixture, "bcs.loss", terms.total());
        fixture.assertClose("grad.bcs.z1", gradient(terms.total(), x), TOLERANCE);
        fixture.assertClose("grad.bcs.z2", gradient(terms.total(), y), TOLERANCE);
    }

    private static Tensor gradient(Tensor loss, Tensor x) {
        return Autograd.gradients(loss, List.of(x)).get(0);
    }

    private static void assertValue(Fixtures fixture, String name, Tensor value) {
        double expected = fixture.real("f64." + name);
        assertThat(value.item()).as(name).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
    }
}
