package dev.jepa.models.action;

import dev.jepa.core.encoder.ImpalaCnn;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The authors' model in the shapes of a file of reference numbers. */
final class FixtureModel {
    /** The authors' names of the parts, and ours. */
    private static final Map<String, String> PARTS =
            Map.of("encoder.", "encoder.", "predictor.", "predictor.", "regularizer.idm_loss_fn.idm.", "inverse.");

    private FixtureModel() {}

    /** With initial weights; the sizes are in {@code fixtures}, the frames have these channels and this side. */
    static ActionJepa create(Fixtures fixtures, int channels, int side, DType dtype) {
        List<Integer> stacks =
                Arrays.stream(fixtures.integers("hp.stack_sizes")).boxed().toList();
        ImpalaCnn.Config encoder = new ImpalaCnn.Config(
                channels, side, stacks, fixtures.integer("hp.num_blocks"), fixtures.integer("hp.dim"));
        ActionJepaConfig config =
                new ActionJepaConfig(2, 0, new PredictorConfig.GatedRecurrent(true), fixtures.integer("hp.idm_hidden"));
        Init init = Init.of(1).on(TestDevice.get()).as(dtype);
        return new ActionJepa(config, new ImpalaCnn(encoder, init.at("encoder")), init);
    }

    /** With the weights under {@code model.} in another file. */
    static ActionJepa load(Fixtures sizes, Fixtures weights, int channels, int side, DType dtype) {
        ActionJepa model = create(sizes, channels, side, dtype);
        model.loadStateDict(renamed(weights, "model."));
        return model;
    }

    /** The tensors under a prefix by our names. */
    static Map<String, Tensor> renamed(Fixtures fixtures, String prefix) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        fixtures.tensors(prefix).forEach((name, tensor) -> state.put(ourName(name), tensor));
        return state;
    }

    /** Our name of one of the authors' parameters. */
    static String ourName(String name) {
        return PARTS.entrySet().stream()
                .filter(part -> name.startsWith(part.getKey()))
                .map(part -> part.getValue() + name.substring(part.getKey().length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("unknown part: " + name));
    }

    /** Their objective with the weights in the file. */
    static ActionObjective objective(Fixtures fixtures) {
        SampleAxes samples = fixtures.flag("hp.first_t_only") ? SampleAxes.FIRST_STEP : SampleAxes.ALL_STEPS;
        SequenceRegularizer regularizer = new SequenceRegularizer(
                fixtures.real("hp.std_coeff"),
                fixtures.real("hp.cov_coeff"),
                fixtures.real("hp.sim_coeff_t"),
                fixtures.real("hp.idm_coeff"),
                1,
                samples);
        return new ActionMethod.VarianceCovariance(
                fixtures.integer("hp.nsteps"), ActionMethod.Starts.FIRST, 1, SceneFeatures.NONE, regularizer);
    }

    /** Channels before time, as the authors have it, to time before channels. */
    static Tensor timeFirst(Tensor x) {
        return x.transpose(1, 2);
    }

    /** [B, T, D] as the authors store states: [B, D, T, 1, 1]. */
    static Tensor asStored(Tensor states) {
        return states.transpose(1, 2).unsqueeze(3).unsqueeze(4);
    }
}
