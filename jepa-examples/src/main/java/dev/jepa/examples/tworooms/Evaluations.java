package dev.jepa.examples.tworooms;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.cost.StepMetric;
import dev.jepa.planning.env.tworooms.WalkConfig;
import java.util.ArrayList;
import java.util.List;

/** The walks that judge a model: keys of their own, so that none of them is trained on. */
public final class Evaluations {
    private static final Rng RNG = Rng.of(20_230_601);

    private Evaluations() {}

    /** Short walks whose states are watched for collapse. */
    static Walks watched(TwoRoomsRun config) {
        return walks(config, "watched", 16, 8, config.batch().length());
    }

    /** Short walks that probes and the metric of states are fitted to. */
    public static Walks fitted(TwoRoomsRun config) {
        return walks(config, "fitted", 64, 8, config.batch().length());
    }

    /** The distances between states, in steps, that a model has on the first batches of walks; the metric belongs to the open scope. */
    public static StepMetric metric(ActionJepa model, Walks walks, int batches) {
        List<Tensor> states = new ArrayList<>();
        for (int b = 0; b < batches; b++) {
            states.add(model.encodeSequence(walks.windows(b).observations(), Mode.EVAL));
        }
        return StepMetric.of(states, walks.layouts());
    }

    /** Long walks, to be unrolled. */
    static Walks held(TwoRoomsRun config, int steps) {
        return walks(config, "held out", 32, 2, steps + 1);
    }

    private static Walks walks(TwoRoomsRun config, String purpose, int layouts, int each, int length) {
        TwoRoomsRun.Batch batch = new TwoRoomsRun.Batch(layouts, each, length);
        WalkConfig walk = config.walk().withSteps(Math.max(config.walk().steps(), length - 1));
        return new Walks(config.world(), walk, batch, RNG.at(purpose));
    }
}
