package dev.jepa.planning.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.LatentModel;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Problem;
import dev.jepa.planning.uncertainty.OptimisedLatents.Config;
import dev.jepa.planning.uncertainty.OptimisedLatents.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimisedLatentsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /** The wind z carries the agent away, the more so the further it stands from x = 0: s' = s + a + (1 + s_x^2 / 4) z. */
    private static final class Wind implements LatentModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations;
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions, Tensor latents) {
            Tensor strength = states.slice(1, 0, 1).square().div(4.0).add(1); // [B, 1]
            return states.add(actions).add(latents.mul(strength));
        }

        @Override
        public int latentDim() {
            return 2;
        }
    }

    /** The squared distance of the last state from the origin. */
    private static EnergyFunction last() {
        return (states, actions) ->
                states.select(1, states.size(1) - 1).square().sum(1);
    }

    private static double cost(Config config, double x, double y, double... action) {
        Tensor state = Tensors.of(new double[] {x, y}, 1, 2);
        Tensor actions = Tensors.of(action, 1, action.length / 2, 2);
        OptimisedLatents model = new OptimisedLatents(new Wind(), last(), config);
        return last().energy(model.unroll(state, actions), actions).item();
    }

    /** One step from (0, 3): the wind of length 0.5 blows straight away from the origin, or straight towards it. */
    @Test
    void theExtremeWindBlowsAlongTheDistance() {
        assertThat(cost(new Config(World.WORST, 8, 0.5, 0.5), 0, 3, 0, 0)).isCloseTo(3.5 * 3.5, within(1e-6));
        assertThat(cost(new Config(World.BEST, 8, 0.5, 0.5), 0, 3, 0, 0)).isCloseTo(2.5 * 2.5, within(1e-6));
        assertThat(cost(new Config(World.BEST, 30, 0.5, 5), 0, 3, 0, 0))
                .as("no further than to the goal")
                .isLessThan(0.1);
    }

    /** No sampled world of several steps is as bad as the one that is found. */
    @Test
    void noSampledWorldIsWorse() {
        Tensor state = Tensors.of(new double[] {1, -1}, 1, 2);
        Tensor actions = Tensors.normal(Rng.of(2), 1, 4, 2).to(DType.FLOAT64);
        double radius = 0.3;
        OptimisedLatents worst = new OptimisedLatents(new Wind(), last(), new Config(World.WORST, 30, 0.5, radius));
        double found = last().energy(worst.unroll(state, actions), actions).item();
        Tensor z = Tensors.normal(Rng.of(3), 2000, 4, 2).to(DType.FLOAT64);
        Tensor onSphere = z.div(z.normKeep(2, 2)).mul(radius);
        Tensor sampled = LatentRollout.of(new Wind(), state.expand(2000, 2), actions.expand(2000, 4, 2), onSphere);
        assertThat(last().energy(sampled, actions).max().item()).isLessThan(found);
        assertThat(worst.latents(state, actions).normKeep(2, 2).max().item()).isLessThanOrEqualTo(radius + 1e-9);
    }

    /** The derivative of the greatest cost over z is the derivative at the greatest z: (|s + a| + r)^2 has 2 (|s + a| + r) (s + a) / |s + a|. */
    @Test
    void gradientsAreThoseOfTheExtremeCost() {
        Tensor state = Tensors.of(new double[] {0, 3}, 1, 2);
        Tensor action = Autograd.variable(Tensors.of(new double[] {4, 0}, 1, 1, 2));
        OptimisedLatents worst = new OptimisedLatents(new Wind(), last(), Config.worst(0.5));
        Tensor loss = Autograd.record(
                () -> last().energy(worst.unroll(state, action), action).sum());
        double[] gradient = Autograd.gradients(loss, List.of(action)).get(0).toDoubleArray();
        assertThat(gradient[0]).isCloseTo(2 * 5.5 * 4 / 5, within(1e-6));
        assertThat(gradient[1]).isCloseTo(2 * 5.5 * 3 / 5, within(1e-6));
    }

    /** From (2, 0) to (2, 2): the plan that was made for the worst wind does better in it than the one made for none. */
    @Test
    void plansForTheWorstWindStandIt() {
        Tensor goal = Tensors.of(new double[] {2, 2}, 1, 2);
        EnergyFunction cost = new GoalDistance(goal, GoalDistance.When.LAST);
        Tensor state = Tensors.of(new double[] {2, 0}, 1, 2);
        OptimisedLatents worst = new OptimisedLatents(new Wind(), cost, Config.worst(0.15));
        Tensor careful = plan(worst, cost, state);
        Tensor careless = plan(new OptimisedLatents(new Wind(), cost, Config.worst(1e-9)), cost, state);
        assertThat(inWorstWind(worst, cost, state, careful))
                .isLessThan(0.9 * inWorstWind(worst, cost, state, careless));
    }

    private static Tensor plan(OptimisedLatents model, EnergyFunction cost, Tensor state) {
        Problem problem = new Problem(model, cost, ActionBounds.symmetric(2, 1), 6, state);
        GradientPlanner planner = new GradientPlanner(GradientPlanner.Config.adam());
        return planner.plan(PlanRequest.of(problem, Budget.iterations(60)))
                .actions()
                .unsqueeze(0);
    }

    private static double inWorstWind(OptimisedLatents worst, EnergyFunction cost, Tensor state, Tensor plan) {
        return cost.energy(worst.unroll(state, plan), plan).item();
    }

    @Test
    void leavesNoTensorsBehindAndRefusesNonsense() {
        Tensor state = Tensors.of(new double[] {0, 3}, 1, 2);
        Tensor actions = Tensors.zeros(1, 3, 2).to(DType.FLOAT64);
        OptimisedLatents worst = new OptimisedLatents(new Wind(), last(), Config.worst(0.5));
        long before = LiveTensors.settled();
        for (int i = 0; i < 3; i++) {
            try (TensorScope ignored = TensorScope.open()) {
                worst.unroll(state, actions);
            }
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
        assertThatThrownBy(() -> Config.worst(0)).hasMessageContaining("radius > 0");
    }
}
