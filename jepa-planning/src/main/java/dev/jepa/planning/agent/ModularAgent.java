package dev.jepa.planning.agent;

import dev.jepa.core.model.EnergyFunction;
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
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The perception-action loop: perceive, compare with what was predicted, let the configurator choose task and mode, act, predict.
 *
 * <p>It fills two memories: every transition with its intrinsic cost (for the critic and the world model), and what planning chose (for the actor).
 * Training actor and critic is the owner's decision: {@code agent.actor().imitate(agent.plans(), ...)}. The world model is adjusted by the
 * {@link Adjustment} when a prediction failed.
 */
public final class ModularAgent implements Policy {
    private static final double DISAGREEMENT_MOMENTUM = 0.9;

    private final Modules modules;
    private final Settings settings;
    private final ShortTermMemory memory;
    private final ShortTermMemory plans;
    private double error = Double.NaN;
    private double disagreement = Double.NaN;
    private float[] shown = {}; // the goal's state, [D]
    private long step;
    private long time;
    private long deliberations;
    private long adjustments;
    private long adjusted = Long.MIN_VALUE / 2; // the time of the last adjustment
    private @Nullable Expectation expected;
    private @Nullable Intention intention;

    /** The parts of the agent. */
    public record Modules(
            Configurator configurator,
            Perception perception,
            WorldModel model,
            Actor actor,
            Planner planner,
            Observer observer,
            Surprise surprise,
            Adjustment adjustment) {}

    /**
     * How it plans and remembers.
     *
     * @param horizon of a plan
     * @param replanEvery actions taken from a plan before the next is made, if nothing changes
     * @param budget of a plan
     * @param memory transitions that are kept
     * @param adjustEvery steps between two adjustments at least
     * @param seed of planner and adjustments
     */
    public record Settings(int horizon, int replanEvery, Budget budget, int memory, int adjustEvery, long seed) {
        public Settings {
            if (replanEvery < 1 || horizon < replanEvery || adjustEvery < 1 || memory < 1) {
                throw new IllegalArgumentException(
                        "replanEvery, adjustEvery and memory must be >= 1 and horizon >= replanEvery but they were "
                                + replanEvery + ", " + adjustEvery + ", " + memory + " and " + horizon + ".");
            }
        }
    }

    /** What the last step leads one to expect; arrays, since they outlive its scope. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Expectation(float[] state, float[] goal, float[] action, float[] nextState) {}

    /** A plan that is being carried out: its actions, and the goal that they are for. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Intention(float[] goal, float[] actions, int taken) {
        Tensor plan(int dim) {
            return Tensors.of(actions, actions.length / dim, dim);
        }

        Intention advanced() {
            return new Intention(goal, actions, taken + 1);
        }
    }

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
        intention = null;
        step = 0;
        try (TensorScope ignored = TensorScope.open()) {
            shown = modules.perception
                    .perceive(modules.observer.observeGoal(environment))
                    .toFloatArray();
        }
        modules.configurator.begin();
    }

    @Override
    public double[] act(Environment environment) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor state = modules.perception.perceive(modules.observer.observe(environment)); // [1, D]
            boolean surprised = compare(state);
            Configurator.Situation situation =
                    new Configurator.Situation(state, row(shown), surprised, disagreement, step);
            Task task = modules.configurator.task(situation);
            remember(state, task);
            if (surprised && time - adjusted >= settings.adjustEvery && memory.size() > 0) {
                adjust();
            }
            Tensor action = modules.configurator.mode(situation) == ActorMode.REACTIVE
                    ? react(state, task)
                    : deliberate(state, environment.actionBounds(), task);
            expect(state, task, action);
            step++;
            time++;
            return environment.actionBounds().project(action.select(0, 0).toDoubleArray());
        }
    }

    private void expect(Tensor state, Task task, Tensor action) {
        Tensor next = modules.model.predict(state, action);
        expected = new Expectation(
                state.toFloatArray(), task.goal().toFloatArray(), action.toFloatArray(), next.toFloatArray());
    }

    /** Whether the state is not what was predicted. */
    private boolean compare(Tensor state) {
        Expectation last = expected;
        if (last == null) {
            error = Double.NaN;
            return false;
        }
        error = row(last.nextState).sub(state).square().mean().item();
        return modules.surprise.observe(error);
    }

    /** Remembers the last transition, if it was made for the goal of today. */
    private void remember(Tensor state, Task task) {
        Expectation last = expected;
        if (last == null || !Arrays.equals(last.goal, task.goal().toFloatArray())) {
            return;
        }
        Tensor action = row(last.action);
        memory.add(row(last.state), task.goal(), action, intrinsicCost(task, action, state), state);
    }

    /** Of a step: an action [1, A] and the state [1, D] that it leads to. */
    private static double intrinsicCost(Task task, Tensor action, Tensor next) {
        return task.cost()
                .intrinsicEnergy(next.unsqueeze(1), action.unsqueeze(1))
                .item();
    }

    private void adjust() {
        modules.adjustment.adjust(memory, Rng.of(settings.seed).at(adjustments, "adjustment"));
        adjustments++;
        adjusted = time;
        intention = null; // it was made with the model of before
    }

    private static Tensor row(float[] values) {
        return Tensors.of(values, 1, values.length);
    }

    /** Mode 1, [1, A]. */
    private Tensor react(Tensor state, Task task) {
        intention = null;
        return modules.actor.act(state, task.goal());
    }

    /** Mode 2: the next action of the plan, [1, A], which is made anew when it is old or for another goal. */
    private Tensor deliberate(Tensor state, ActionBounds bounds, Task task) {
        float[] goal = task.goal().toFloatArray();
        Intention present = intention;
        if (present == null || present.taken >= settings.replanEvery || !Arrays.equals(present.goal, goal)) {
            Tensor actions = plan(state, bounds, task, present);
            present = new Intention(goal, actions.toFloatArray(), 0);
        }
        Tensor action = present.plan(bounds.dim()).slice(0, present.taken, present.taken + 1L);
        intention = present.advanced();
        return action;
    }

    private Tensor plan(Tensor state, ActionBounds bounds, Task task, @Nullable Intention before) {
        long seed = Rng.of(settings.seed).at(deliberations, "plan").generator().nextLong();
        Problem problem = new Problem(modules.model, task.cost(), bounds, settings.horizon, state);
        Plan plan = modules.planner.plan(PlanRequest.of(problem, settings.budget)
                .withSeed(seed)
                .withWarmStart(warmStart(problem, task, before)));
        learnFrom(plan, state, task);
        noteDisagreement(modules.actor.act(state, task.goal()), plan.actions().slice(0, 0, 1), bounds);
        deliberations++;
        return plan.actions();
    }

    /** What the policy would do, or what is left of the plan before: whichever costs less, [H, A]. */
    private Tensor warmStart(Problem problem, Task task, @Nullable Intention before) {
        Tensor habit = Rollout.of(modules.actor, modules.model, problem.state(), task.goal(), problem.horizon())
                .actions(); // [1, H, A]
        if (before == null) {
            return habit.select(0, 0);
        }
        ActionBounds bounds = problem.bounds();
        Tensor rest = Plan.shift(before.plan(bounds.dim()), before.taken, problem.horizon(), bounds);
        EnergyFunction cost = task.cost();
        Tensor both = Tensors.concat(List.of(habit, rest.unsqueeze(0)), 0);
        double[] costs = cost.energy(modules.model.unroll(problem.state().repeat(2, 1), both), both)
                .toDoubleArray();
        return both.select(0, costs[0] < costs[1] ? 0 : 1);
    }

    /** The steps of a plan that will be carried out, from the states that they are planned for, are examples for the actor. */
    private void learnFrom(Plan plan, Tensor state, Task task) {
        Tensor from = state;
        for (int t = 0; t < settings.replanEvery; t++) {
            Tensor next = plan.states().slice(0, t, t + 1L);
            Tensor action = plan.actions().slice(0, t, t + 1L);
            plans.add(from, task.goal(), action, intrinsicCost(task, action, next), next);
            from = next;
        }
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

    /** Transitions with their intrinsic costs: what critic and world model learn from. */
    public ShortTermMemory memory() {
        return memory;
    }

    /** States, goals and the actions that planning chose there: what the actor learns from. */
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

    /** How often surprise has changed the model. */
    public long adjustments() {
        return adjustments;
    }

    /** The mean squared error of the last prediction, over features; NaN at the first step of an episode. */
    public double predictionError() {
        return error;
    }

    /** How far policy and planning differed lately; NaN before the first plan. */
    public double disagreement() {
        return disagreement;
    }
}
