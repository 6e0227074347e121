package dev.jepa.planning.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.optim.Adam;
import dev.jepa.core.optim.GradientClipping;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Compiles mode 2 into mode 1 without acting and without a planner: the policy is rolled out in the world model, and the cost of what
 * it would do flows back through the model into it,
 *
 * <p>min over A of E[cost(s_1 ... s_H)] with s_t+1 = Pred(s_t, A(s_t, g)), s_0 and g drawn from states that were seen.
 *
 * <p>Planning solves this for one s_0 and g; here one network solves it for all (LeCun 2022, section 3.1.3; Heess et al. 2015).
 * The model's parameters stay as they are.
 */
public final class Imagination {
    private static final double MAX_NORM = 1;

    private final WorldModel model;
    private final Function<Tensor, EnergyFunction> costOfGoals;
    private final int horizon;

    /**
     * Rollouts of one kind.
     *
     * @param costOfGoals goals [B, 1, D], one for each rollout, to the cost of B rollouts
     * @param horizon H, steps of a rollout
     */
    public Imagination(WorldModel model, Function<Tensor, EnergyFunction> costOfGoals, int horizon) {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be >= 1 but was " + horizon + ".");
        }
        this.model = model;
        this.costOfGoals = costOfGoals;
        this.horizon = horizon;
    }

    /**
     * Improves a policy; the learning rate falls to zero along a line.
     *
     * @param seen states that starts and goals are drawn from, [N, D]
     * @return the mean cost of each step's rollouts
     */
    public double[] improve(Actor actor, Tensor seen, int steps, int batch, double learningRate, Rng rng) {
        Fitting.require(steps, batch, learningRate);
        if (seen.shape().rank() != 2 || seen.size(0) < 1) {
            throw new IllegalArgumentException(
                    "states that were seen must be [N, D], N >= 1, but were " + seen.shape() + ".");
        }
        double[] costs = new double[steps];
        try (Adam optimizer = new Adam(actor.namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    Tensor starts = drawn(seen, batch, rng.at(i, "starts"));
                    Tensor goals = drawn(seen, batch, rng.at(i, "goals"));
                    Tensor cost = Autograd.record(() -> cost(actor, starts, goals));
                    List<Tensor> gradients = Autograd.gradients(cost, optimizer.parameters());
                    optimizer.step(
                            GradientClipping.byGlobalNorm(gradients, MAX_NORM).gradients(),
                            learningRate * (steps - i) / steps,
                            0);
                    costs[i] = cost.item();
                }
            }
        }
        return costs;
    }

    /** The mean cost of rollouts [B] from starts [B, D] to goals [B, D]. */
    Tensor cost(Actor actor, Tensor starts, Tensor goals) {
        Rollout rollout = Rollout.of(actor, model, starts, goals, horizon);
        return costOfGoals
                .apply(goals.unsqueeze(1))
                .energy(rollout.states(), rollout.actions())
                .mean();
    }

    private static Tensor drawn(Tensor seen, int count, Rng rng) {
        double[] uniform = rng.uniform(count);
        long[] rows = Arrays.stream(uniform)
                .mapToLong(u -> Math.min(seen.size(0) - 1, (long) (u * seen.size(0))))
                .toArray();
        return seen.indexSelect(0, Tensors.of(rows, count));
    }
}
