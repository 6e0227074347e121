package dev.jepa.planning.env;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The true dynamics as a world model on true states: what a planner could reach with a perfect model.
 *
 * <p>Computed in Java, float64, without gradients: for planners that only sample.
 */
public final class TrueModel implements WorldModel {
    private static final int PARALLEL_FROM = 64;

    private final Dynamics dynamics;

    /** The model of one episode's dynamics. */
    public TrueModel(Dynamics dynamics) {
        this.dynamics = dynamics;
    }

    /** The states themselves: [B, S]. */
    @Override
    public Tensor encode(Tensor observations) {
        return observations;
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        int dim = dynamics.stateDim();
        int actionDim = dynamics.actionDim();
        int batch = (int) states.size(0);
        double[] from = states.toDoubleArray();
        double[] by = actions.toDoubleArray();
        double[] to = new double[from.length];
        IntStream rows = IntStream.range(0, batch);
        (batch >= PARALLEL_FROM ? rows.parallel() : rows).forEach(b -> {
            double[] next = dynamics.next(
                    Arrays.copyOfRange(from, b * dim, (b + 1) * dim),
                    Arrays.copyOfRange(by, b * actionDim, (b + 1) * actionDim));
            System.arraycopy(next, 0, to, b * dim, dim);
        });
        return Tensors.of(to, batch, dim).to(states.dtype()).to(states.device());
    }
}
