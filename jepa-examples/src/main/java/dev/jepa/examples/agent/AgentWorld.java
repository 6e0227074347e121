package dev.jepa.examples.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.tworooms.Evaluations;
import dev.jepa.examples.tworooms.PositionProbe;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.examples.tworooms.Walks;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.Adjustment;
import dev.jepa.planning.agent.Configurator;
import dev.jepa.planning.agent.Cost;
import dev.jepa.planning.agent.ModularAgent;
import dev.jepa.planning.agent.Surprise;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.cost.StepMetric;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.Planner;

/**
 * A learned world model and what all demonstrations do with it: the cost of a goal, the planner, the tasks.
 *
 * @param config of the run
 * @param model the world model
 * @param metric distances between its states, in steps
 * @param probe positions of its states; for costs and films about places, never for goals
 * @param seen states that random walks passed through, [N, D]
 * @param unit mean squared distance of two of them, in squared steps: the unit of costs
 * @param change mean squared change of a state's features in one step of a random walk
 * @param tasks seeds of the episodes that are reported
 * @param seed of everything that is drawn
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AgentWorld(
        TwoRoomsRun config,
        ActionJepa model,
        StepMetric metric,
        PositionProbe probe,
        Tensor seen,
        double unit,
        double change,
        long[] tasks,
        long seed) {
    static final int HORIZON = 24;
    static final int REPLAN = 8;
    static final int ROUNDS = 10;
    /** Steps between two adjustments at least. */
    private static final int PATIENCE = 25;
    /** Training episodes have seeds from here on, far from those of the task files. */
    private static final long TRAINING = 30_000_000;

    private static final int FITTED = 2;
    private static final int HIDDEN = 256;

    /** The world of a trained model; its tensors belong to the open scope. */
    static AgentWorld of(TwoRoomsRun config, ActionJepa model, long[] tasks, long seed) {
        Walks walks = Evaluations.fitted(config);
        StepMetric metric = Evaluations.metric(model, walks, FITTED);
        PositionProbe probe = PositionProbe.fit(model, walks, FITTED);
        try (TensorScope scope = TensorScope.open()) {
            Tensor all = model.encodeSequence(walks.windows(0).observations(), Mode.EVAL); // [B, T, D]
            long length = all.size(1);
            double change = all.slice(1, 1, length)
                    .sub(all.slice(1, 0, length - 1))
                    .square()
                    .mean()
                    .item();
            Tensor seen = scope.keep(all.flatten(0, 1)); // [B T, D]
            double unit = 2 * metric.inSteps(seen).var(0, 0).mean().item(); // E(x - y)^2 = 2 var x
            return new AgentWorld(config, model, metric, probe, seen, unit, change, tasks.clone(), seed);
        }
    }

    /** A place to act in. */
    TwoRooms rooms() {
        return new TwoRooms(config.world());
    }

    /** The seed of a task, from the first again after the last. */
    long task(int number) {
        return tasks[number % tasks.length];
    }

    /** The key of a purpose. */
    Rng rng(String purpose) {
        return Rng.of(seed).at(purpose);
    }

    /** Seeds of training episodes; those of different purposes differ. */
    long[] trainingSeeds(int purpose, int count) {
        long[] seeds = new long[count];
        for (int i = 0; i < count; i++) {
            seeds[i] = TRAINING + 1_000_000 * seed + 100_000L * purpose + i;
        }
        return seeds;
    }

    /** How far states are from a goal, summed over time; 1 for two states of random walks. Goals [1, D] or [B, 1, D]. */
    EnergyFunction distance(Tensor goals) {
        return Costs.on(metric::inSteps, GoalDistance.sum(metric.inSteps(goals)))
                .times(1 / unit);
    }

    /** The cost of being elsewhere. */
    Cost cost(Tensor goal) {
        return Cost.intrinsic(distance(goal));
    }

    /** The planner of {@code jepa plan}. */
    static Planner planner() {
        return new GradientPlanner(GradientPlanner.Config.adam().withStarts(4));
    }

    static Budget budget() {
        return Budget.iterations(ROUNDS);
    }

    static Observer observer() {
        return Observer.pixels(frame -> frame);
    }

    /** Initial values of a network. */
    Init init(String purpose) {
        return new Init(rng(purpose), seen.device(), seen.dtype());
    }

    /** A policy that knows nothing yet; the caller closes it. */
    Actor actor(String purpose) {
        return new Actor((int) seen.size(1), HIDDEN, rooms().actionBounds(), init(purpose));
    }

    /** An agent that leaves its model as it is, whatever happens. */
    ModularAgent agent(Configurator configurator, Actor actor, Budget budget, int memory) {
        return agent(configurator, actor, new Learning(new Surprise(2, 0.99, 0), Adjustment.none()), budget, memory);
    }

    /** When and how an agent changes its model. */
    record Learning(Surprise surprise, Adjustment adjustment) {}

    ModularAgent agent(Configurator configurator, Actor actor, Learning learning, Budget budget, int memory) {
        return new ModularAgent(
                new ModularAgent.Modules(
                        configurator,
                        model::encode,
                        model,
                        actor,
                        planner(),
                        observer(),
                        learning.surprise,
                        learning.adjustment),
                new ModularAgent.Settings(HORIZON, REPLAN, budget, memory, PATIENCE, seed));
    }
}
