package dev.jepa.losses.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.vicreg.CovarianceScale;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.losses.vicreg.VarianceCovariance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values and gradients against eb_jepa's TemporalSimilarityLoss, InverseDynamicsLoss, VC_IDM_Sim_Regularizer, VCLoss and
 * SquareLossSeq, computed here in float64. There time follows the channels: [B, C, T, H, W].
 */
class SequenceRegularizerParityTest {
    private static final double TOLERANCE = 3e-6;
    private static final int[] TIME_FIRST = {0, 2, 1, 3, 4};

    private final TensorScope scope = TensorScope.open();
    private final Fixtures fixture = Fixtures.load("losses/ebjepa_temporal_idm_composite");
    private final Tensor x = Autograd.variable(fixture.tensor("x").to(DType.FLOAT64)); // [B, C, T, H, W]
    private final Tensor actions = fixture.tensor("actions").to(DType.FLOAT64).transpose(1, 2); // [B, T, A]
    private final SequenceRegularizer weights = new SequenceRegularizer(
            fixture.real("hp.std_coeff"),
            fixture.real("hp.cov_coeff"),
            fixture.real("hp.sim_coeff_t"),
            fixture.real("hp.idm_coeff"),
            fixture.real("hp.std_margin"),
            SampleAxes.FIRST_STEP);

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void temporalSimilarityAgrees() {
        check("temporal_similarity", Autograd.record(() -> TemporalSimilarity.loss(x.permute(TIME_FIRST))));
    }

    @Test
    void inverseDynamicsAgrees() {
        try (InverseDynamicsModel model = model("idm.")) {
            Tensor loss = Autograd.record(() -> InverseDynamics.loss(x.permute(TIME_FIRST), actions, model));
            check("inverse_dynamics", loss);
            model.namedParameters().forEach((name, parameter) -> {
                Tensor gradient = Autograd.gradients(loss, List.of(parameter)).get(0);
                fixture.assertClose("grad.inverse_dynamics.idm." + name, gradient, TOLERANCE);
            });
        }
    }

    @Test
    void predictionErrorAgrees() {
        Tensor shifted = x.detach().roll(1, 2);
        check("square_loss_seq", Autograd.record(() -> Losses.mse(x, shifted)));
    }

    @ParameterizedTest
    @CsvSource({
        "default, FIRST_STEP",
        "all_t, ALL_STEPS",
        "first_t_spatial, FIRST_STEP_PLACES",
        "all_t_spatial, ALL_PLACES",
    })
    void termsOnStatesAgree(String name, SampleAxes samples) {
        try (InverseDynamicsModel model = model("idm.")) {
            checkTerms(name, Autograd.record(() -> weights.over(samples).loss(x.permute(TIME_FIRST), actions, model)));
        }
    }

    @ParameterizedTest
    @CsvSource({"proj_all_t, ALL_STEPS, false", "proj_after, ALL_STEPS, true"})
    void termsOnProjectedStatesAgree(String name, SampleAxes samples, boolean allTerms) {
        try (InverseDynamicsModel model = model(allTerms ? "idm_proj." : "idm.");
                Projector projector = projector()) {
            checkTerms(name, Autograd.record(() -> {
                Tensor states = x.permute(TIME_FIRST);
                Tensor projected = projected(states, projector);
                return weights.over(samples)
                        .loss(allTerms ? asTheAuthorsCodeReads(projected) : states, projected, actions, model);
            }));
        }
    }

    @Test
    void varianceAndCovarianceOfPlacesAgree() {
        check("vcloss", "vcloss.total", Autograd.record(() -> {
            Tensor rows = SampleAxes.ALL_PLACES.of(x.permute(TIME_FIRST));
            return VarianceCovariance.variance(rows, weights.targetStd())
                    .mul(weights.variance())
                    .add(VarianceCovariance.covariance(rows, CovarianceScale.PER_PAIR)
                            .mul(weights.covariance()));
        }));
    }

    /** Every place of every step through the projector: [B, T, C, H, W] to [B, T, C', H, W]. */
    private static Tensor projected(Tensor states, Projector projector) {
        Tensor last = states.permute(0, 1, 3, 4, 2); // [B, T, H, W, C]
        Tensor rows = projector.forward(last.reshape(-1, last.size(4)), Mode.training(Rng.of(0)));
        return rows.reshape(last.size(0), last.size(1), last.size(2), last.size(3), -1)
                .permute(0, 1, 4, 2, 3);
    }

    /**
     * The authors' code writes projected states row by row in the order height, batch, time and reads them as time, batch,
     * height, so that its "time" behind the projector is a mixture of the two: a defect that only this test repeats.
     */
    private static Tensor asTheAuthorsCodeReads(Tensor projected) {
        long[] sizes = projected.shape().toArray(); // [B, T, C, H, W]
        Tensor written = projected.permute(3, 0, 1, 4, 2).contiguous(); // [H, B, T, W, C]
        Tensor read = written.reshape(sizes[1], sizes[0], sizes[3], sizes[4], sizes[2]); // [T, B, H, W, C]
        return read.transpose(0, 1).flatten(2, 4); // [B, T, H W C]
    }

    private void checkTerms(String name, SequenceRegularizer.Terms terms) {
        Map<String, Tensor> named = Map.of(
                "std_loss", terms.variance(),
                "cov_loss", terms.covariance(),
                "sim_loss_t", terms.similarity(),
                "idm_loss", terms.inverseDynamics());
        named.forEach((term, value) -> checkValue(name + "." + term, value.item()));
        checkValue(
                name + ".unweighted",
                named.values().stream().mapToDouble(Tensor::item).sum());
        check(name, name + ".total", terms.total());
    }

    private void check(String name, Tensor value) {
        check(name, name, value);
    }

    private void check(String name, String valueName, Tensor value) {
        checkValue(valueName, value.item());
        fixture.assertClose(
                "grad." + name + ".x", Autograd.gradients(value, List.of(x)).get(0), TOLERANCE);
    }

    private void checkValue(String name, double value) {
        double expected = fixture.real("f64." + name);
        assertThat(value).as(name).isCloseTo(expected, within(1e-7 * (1 + expected)));
    }

    private InverseDynamicsModel model(String prefix) {
        Map<String, Tensor> state = fixture.tensors(prefix);
        long[] first = fixture.shape(prefix + "model.0.weight");
        int actionDim = (int) fixture.shape(prefix + "model.4.weight")[0];
        InverseDynamicsModel model = new InverseDynamicsModel(
                (int) first[1] / 2,
                (int) first[0],
                actionDim,
                Init.of(0).on(TestDevice.get()).as(DType.FLOAT64));
        model.loadStateDict(state);
        return model;
    }

    private Projector projector() {
        List<Integer> sizes =
                Arrays.stream(fixture.integers("hp.projector_spec")).boxed().toList();
        Projector projector =
                Projector.vicReg(sizes, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64));
        Map<String, Tensor> state = new LinkedHashMap<>(projector.stateDict());
        state.putAll(fixture.tensors("projector.net."));
        projector.loadStateDict(state);
        return projector;
    }
}
