package dev.jepa.planning.mpc;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalCost;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.PlanRequest;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.planner.Problem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Model-predictive control: encodes the observation, plans, takes the first actions of the plan, and plans again from where they led.
 *
 * <p>The goal is encoded once an episode, the observation once a decision. Between decisions it keeps the last plan.
 */
public final class Controller implements Policy, AutoCloseable {
    private final ControlConfig config;
    private final WorldModel model;
    private final Planner planner;
    private final Observer observer;
    private final GoalCost goalCost;

    private @Nullable Tensor goal;
    private @Nullable Tensor actions; // [H, A]
    private @Nullable Tensor predictions; // [H, D], where these actions should lead
    private int taken;
    private int step;
    private long decisions;
    private long modelCalls;
    private double seconds;

    /**
     * A controller whose cost depends on the goal alone.
     *
     * @param observer what the model is shown
     * @param costOfGoal the encoded goal [1, D] to the cost of plans, for example {@code GoalDistance::sum}
     */
    public Controller(
            ControlConfig config,
            WorldModel model,
            Planner planner,
            Observer observer,
            Function<Tensor, EnergyFunction> costOfGoal) {
        this(config, model, planner, observer, GoalCost.ofGoal(costOfGoal));
    }

    /**
     * A controller whose cost also sees the state of each decision.
     *
     * @param observer what the model is shown
     * @param goalCost state and goal to the cost of plans; it must be this controller's alone, since it may remember the episode
     */
    public Controller(ControlConfig config, WorldModel model, Planner planner, Observer observer, GoalCost goalCost) {
        this.config = config;
        this.model = model;
        this.planner = planner;
        this.observer = observer;
        this.goalCost = goalCost;
    }

    @Override
    public void begin(Environment environment) {
        close();
        try (TensorScope ignored = TensorScope.open()) {
            goal = TensorScope.release(
                    model.encode(observer.observeGoal(environment)).copy());
        }
    }

    @Override
    public double[] act(Environment environment) {
        if (goal == null) {
            begin(environment);
        }
        if (actions == null || taken >= config.replanEvery() || taken >= actions.size(0)) {
            decide(environment);
        }
        double[] action;
        try (TensorScope ignored = TensorScope.open()) {
            action = environment
                    .actionBounds()
                    .project(requireSet(actions).select(0, taken).toDoubleArray());
        }
        taken++;
        step++;
        return action;
    }

    private void decide(Environment environment) {
        long begin = System.nanoTime();
        try (TensorScope ignored = TensorScope.open()) {
            ActionBounds bounds = environment.actionBounds();
            int horizon = Math.max(1, Math.min(config.horizon(), environment.maxSteps() - step));
            Tensor state = model.encode(observer.observe(environment));
            long before = goalCost.modelCalls();
            if (predictions != null) {
                goalCost.predicted(predictions.slice(0, 0, taken));
            }
            EnergyFunction cost = goalCost.of(state, requireSet(goal));
            modelCalls += goalCost.modelCalls() - before;
            Problem problem = new Problem(model, cost, bounds, horizon, state);
            Plan plan = planner.plan(request(problem, horizon));
            forgetPlan();
            actions = TensorScope.release(plan.actions().copy());
            predictions = TensorScope.release(plan.states().copy());
            modelCalls += plan.modelCalls();
        }
        taken = 0;
        decisions++;
        seconds += (System.nanoTime() - begin) / 1e9;
    }

    private PlanRequest request(Problem problem, int horizon) {
        long seed = Rng.of(config.seed()).at(step, "decision").generator().nextLong();
        PlanRequest request = PlanRequest.of(problem, config.budget()).withSeed(seed);
        if (!config.warmStart() || actions == null) {
            return request;
        }
        return request.withWarmStart(Plan.shift(actions, taken, horizon, problem.bounds()));
    }

    private void forgetPlan() {
        if (actions != null) {
            actions.close();
            actions = null;
        }
        if (predictions != null) {
            predictions.close();
            predictions = null;
        }
    }

    private static Tensor requireSet(@Nullable Tensor tensor) {
        if (tensor == null) {
            throw new IllegalStateException("the controller has not begun an episode.\nMaybe call begin(environment).");
        }
        return tensor;
    }

    /** Plans made since the controller was made. */
    public long decisions() {
        return decisions;
    }

    /** Predicted transitions of a decision, those of its cost included, on average; 0 before the first. */
    public double modelCallsPerDecision() {
        return decisions == 0 ? 0 : (double) modelCalls / decisions;
    }

    /** Seconds of a decision, encoding included, on average; 0 before the first. */
    public double secondsPerDecision() {
        return decisions == 0 ? 0 : seconds / decisions;
    }

    /** Forgets the episode and frees what was kept of it. */
    @Override
    public void close() {
        forgetPlan();
        if (goal != null) {
            goal.close();
            goal = null;
        }
        goalCost.reset();
        taken = 0;
        step = 0;
    }
}
