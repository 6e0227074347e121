package dev.jepa.losses.barlow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values and gradients against the authors' Barlow Twins, computed here in float64. */
class BarlowTwinsParityTest {
    private static final double TOLERANCE = 3e-6;

    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/barlow_twins");
    private final Tensor x = Autograd.variable(fixture.tensor("z1").to(DType.FLOAT64));
    private final Tensor y = Autograd.variable(fixture.tensor("z2").to(DType.FLOAT64));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void valuesAndGradientsAgree() {
        BarlowTwins loss = new BarlowTwins(fixture.real("hp.lambd"), 1);
        BarlowTwins.Terms terms = Autograd.record(() -> loss.loss(x, y));
        Map.of("total", terms.total(), "on_diag", terms.invariance(), "off_diag", terms.redundancy())
                .forEach((name, value) -> {
                    double expected = fixture.real("f64." + name);
                    assertThat(value.item()).as(name).isCloseTo(expected, within(1e-7 * (1 + expected)));
                });
        fixture.assertClose("cross_corr", BarlowTwins.crossCorrelation(x, y), TOLERANCE);
        List<Tensor> gradients = Autograd.gradients(terms.total(), List.of(x, y));
        fixture.assertClose("grad.z1", gradients.get(0), TOLERANCE);
        fixture.assertClose("grad.z2", gradients.get(1), TOLERANCE);
    }

    @Test
    void theAuthorsNormalisationIsTheLibrarysLayer() {
        int features = (int) x.size(1);
        try (BatchNorm norm = BatchNorm.withoutAffine(
                features, 1e-5, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64))) {
            norm.forward(x, Mode.training(Rng.of(0)));
            norm.forward(y, Mode.training(Rng.of(0)));
            Map<String, Tensor> running = norm.namedBuffers();
            fixture.assertClose("bn.running_mean", Objects.requireNonNull(running.get("running_mean")), TOLERANCE);
            fixture.assertClose("bn.running_var", Objects.requireNonNull(running.get("running_var")), TOLERANCE);
        }
    }
}
