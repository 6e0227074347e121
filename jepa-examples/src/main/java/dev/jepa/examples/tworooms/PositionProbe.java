package dev.jepa.examples.tworooms;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.probe.RidgeProbe;
import dev.jepa.planning.env.tworooms.WindowBatch;
import java.util.ArrayList;
import java.util.List;

/** Reads positions off the states of a frozen model, by a linear map fitted to walks; its tensors belong to the open scope. */
public final class PositionProbe {
    private static final double RIDGE = 1e-3;

    private final RidgeProbe probe;

    private PositionProbe(RidgeProbe probe) {
        this.probe = probe;
    }

    /** Fits the map to the walks of some steps. */
    public static PositionProbe fit(ActionJepa model, Walks walks, int batches) {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> states = new ArrayList<>();
            List<Tensor> positions = new ArrayList<>();
            for (int b = 0; b < batches; b++) {
                WindowBatch batch = walks.windows(b);
                states.add(model.encodeSequence(batch.observations(), Mode.EVAL).flatten(0, 1)); // [N, D]
                positions.add(batch.positions().flatten(0, 1)); // [N, 2]
            }
            RidgeProbe fitted = RidgeProbe.fit(Tensors.concat(states, 0), Tensors.concat(positions, 0), RIDGE);
            scope.keep(List.of(fitted.weight(), fitted.bias()));
            return new PositionProbe(fitted);
        }
    }

    /** Positions (x, y) of states: [N, D] to float32 [N, 2]. */
    public Tensor read(Tensor states) {
        return probe.predict(states);
    }

    /** Root of the mean squared distance between positions [..., 2], in pixels. */
    static double error(Tensor read, Tensor truth) {
        return Math.sqrt(
                read.to(truth.dtype()).sub(truth).square().sum(-1).mean().item());
    }
}
