package dev.jepa.planning.agent;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.planner.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The perception-action loop: perceive, compare with what was predicted, let the configurator choose a mode, act, predict.
 *
 * <p>It fills two memories: every transition with its intrinsic cost (for the critic), and what planning chose (for the actor). Training
 * them is the owner's decision: {@code agent.actor().imitate(agent.plans(), ...)}.
 */
public final class ModularAgent implements Policy {
    private static final double DISAGREEMENT_MOMENTUM = 0.9;

    private final Modules modules;
    private final Settings settings;
    private final ShortTermMemory memory;
    private final ShortTermMemory plans;
    private double disagreement = Double.NaN;
    private long step;
    private long deliberations;
    private @Nullable Expectation expected;

    /** The parts of the agent. */
    public record Modules(
            Configurator configurator,
            Perception perception,
            WorldModel model,
            Actor actor,
            Planner planner,
            Observer observer,
            Surprise surprise) {}

    /**
     * How it plans and remembers.
     *
     * @param horizon of a plan
     * @param budget of a plan
     * @param memory transitions that are kept
     * @param seed of the planner
     */
    public record Settings(int horizon, Budget budget, int memory, long seed) {}

    /** What the last step leads one to expect; arrays, since they outlive its scope. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Expectation(float[] state, float[] action, float[] nextState) {}

    /** An agent with empty memories. */
    public ModularAgent(Modules modules, Settings settings) {
        this.modules = modules;
        this.settings = settings;
        this.memory = new ShortTermMemory(settings.memory);
        this.plans = new ShortTermMemory(settings.memory);
    }

    @Override
    public void begin(Environment environment) {
        expected = null;
        step = 0;
    }

    @Override
    public double[] act(Environment environment) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor state = modules.perception.perceive(modules.observer.observe(environment)); // [1, D]
            boolean surprised = compare(state);
            Configurator.Situation situation = new Configurator.Situation(surprised, disagreement, step);
            Tensor action = modules.configurator.mode(situation) == ActorMode.REACTIVE
                    ? modules.actor.act(state)
                    : deliberate(state, environment.actionBounds(), modules.configurator.cost(situation));
            Tensor next = modules.model.predict(state, action);
            expected = new Expectation(state.toFloatArray(), action.toFloatArray(), next.toFloatArray());
            step++;
            return environment.actionBounds().project(action.select(0, 0).toDoubleArray());
        }
    }

    /** Remembers the last transition and says whether it was a surprise. */
    private boolean compare(Tensor state) {
        Expectation last = expected;
        if (last == null) {
            return false;
        }
        Tensor predicted = row(last.nextState);
        Tensor action = row(last.action);
        Configurator.Situation situation = new Configurator.Situation(false, disagreement, step);
        double cost = modules.configurator
                .cost(situation)
                .intrinsicEnergy(state.unsqueeze(1), action.unsqueeze(1))
                .item();
        memory.add(row(last.state), action, cost, state);
        return modules.surprise.observe(predicted.sub(state).square().mean().item());
    }

    private static Tensor row(float[] values) {
        return Tensors.of(values, 1, values.length);
    }

    /** Mode 2: the first action of a plan, [1, A]. */
    private Tensor deliberate(Tensor state, ActionBounds bounds, Cost cost) {
        long seed = Rng.of(settings.seed).at(deliberations, "plan").generator().nextLong();
        Problem problem = new Problem(modules.model, cost, bounds, settings.horizon, state);
        Plan plan = modules.planner.plan(
                PlanRequest.of(problem, settings.budget).withSeed(seed).withWarmStart(habit(problem)));
        Tensor action = plan.actions().slice(0, 0, 1);
        plans.add(state, action, plan.cost(), plan.states().select(0, 0));
        noteDisagreement(modules.actor.act(state), action, bounds);
        deliberations++;
        return action;
    }

    /** What the policy alone would do over the horizon: the warm start of planning, [H, A]. */
    private Tensor habit(Problem problem) {
        List<Tensor> actions = new ArrayList<>();
        Tensor state = problem.state();
        for (int t = 0; t < problem.horizon(); t++) {
            Tensor action = modules.actor.act(state);
            actions.add(action);
            state = problem.model().predict(state, action);
        }
        return Tensors.concat(actions, 0);
    }

    private void noteDisagreement(Tensor habitual, Tensor planned, ActionBounds bounds) {
        double[] difference = habitual.sub(planned).toDoubleArray();
        double[] low = bounds.low();
        double[] high = bounds.high();
        double mean = 0;
        for (int i = 0; i < difference.length; i++) {
            double relative = 2 * difference[i] / (high[i] - low[i]);
            mean += relative * relative / difference.length;
        }
        disagreement = Double.isNaN(disagreement)
                ? mean
                : DISAGREEMENT_MOMENTUM * disagreement + (1 - DISAGREEMENT_MOMENTUM) * mean;
    }

    /** Transitions with their intrinsic costs: what the critic learns from. */
    public ShortTermMemory memory() {
        return memory;
    }

    /** States and the actions that planning chose there: what the actor learns from. */
    public ShortTermMemory plans() {
        return plans;
    }

    /** The policy of mode 1. */
    public Actor actor() {
        return modules.actor;
    }

    /** How often it has planned. */
    public long deliberations() {
        return deliberations;
    }

    /** How far policy and planning differed lately; NaN before the first plan. */
    public double disagreement() {
        return disagreement;
    }
}
