package dev.jepa.planning.planner;

import dev.jepa.core.encoder.ImpalaCnn;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.nn.GruCell;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fixture's world model: an Impala encoder, and a recurrent cell whose hidden state is the representation. */
final class RecurrentModel implements WorldModel, AutoCloseable {
    private final ImpalaCnn encoder;
    private final GruCell cell;

    RecurrentModel(Fixtures settings, Fixtures weights, int side) {
        List<Integer> stacks =
                Arrays.stream(settings.integers("hp.stack_sizes")).boxed().toList();
        int dim = settings.integer("hp.dim");
        encoder = new ImpalaCnn(
                new ImpalaCnn.Config(2, side, stacks, settings.integer("hp.num_blocks"), dim),
                Init.of(0).on(TestDevice.get()));
        encoder.loadStateDict(weights.tensors("model.encoder."));
        cell = new GruCell(2, dim, Init.of(0).on(TestDevice.get()));
        Map<String, Tensor> state = new HashMap<>();
        weights.tensors("model.predictor.rnn.").forEach((name, x) -> state.put(name.replace("_l0", ""), x));
        cell.loadStateDict(state);
    }

    @Override
    public Tensor encode(Tensor observations) {
        return encoder.encode(observations, Mode.EVAL);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return encoder.finalNorm().forward(cell.forward(actions, states));
    }

    @Override
    public void close() {
        encoder.close();
        cell.close();
    }
}
