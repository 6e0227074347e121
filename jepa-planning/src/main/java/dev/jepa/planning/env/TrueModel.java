package dev.jepa.planning.env;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.stream.DoubleStream;
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
        requireShapes(states, actions);
        int batch = (int) states.size(0);
        double[] from = states.toDoubleArray();
        double[] by = actions.toDoubleArray();
        double[] to = new double[from.length];
        IntStream rows = IntStream.range(0, batch);
        (batch >= PARALLEL_FROM ? rows.parallel() : rows).forEach(b -> {
            double[] next = next(
                    Arrays.copyOfRange(from, b * dim, (b + 1) * dim),
                    Arrays.copyOfRange(by, b * actionDim, (b + 1) * actionDim));
            System.arraycopy(next, 0, to, b * dim, dim);
        });
        return Tensors.of(to, batch, dim).to(states.dtype()).to(states.device());
    }

    /** NaN where the state or the action is not finite: a planner leaves that candidate out. */
    private double[] next(double[] state, double[] action) {
        if (DoubleStream.concat(Arrays.stream(state), Arrays.stream(action)).allMatch(Double::isFinite)) {
            return dynamics.next(state, action);
        }
        double[] unknown = new double[state.length];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private void requireShapes(Tensor states, Tensor actions) {
        long batch = states.shape().rank() == 2 ? states.size(0) : 0;
        if (batch < 1
                || !states.shape().equals(Shape.of(batch, dynamics.stateDim()))
                || !actions.shape().equals(Shape.of(batch, dynamics.actionDim()))) {
            throw new IllegalArgumentException("states must be [B, " + dynamics.stateDim() + "] and actions [B, "
                    + dynamics.actionDim() + "] with one B >= 1 but they were " + states.shape() + " and "
                    + actions.shape() + ".\nMaybe state or bounds belong to another world.");
        }
    }
}
