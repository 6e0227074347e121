package dev.jepa.examples.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.Configurator;
import dev.jepa.planning.agent.Cost;
import dev.jepa.planning.agent.Critic;
import dev.jepa.planning.agent.ModularAgent;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.planner.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The critic learns from short-term memory what comes after the horizon; with it, how far ahead must be planned? */
final class CriticStudy {
    private static final double ANY = Double.MAX_VALUE;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int HIDDEN = 256;
    /** Keeps the gradient of a distance finite at the goal. */
    private static final double SMALL = 1e-4;

    private final AgentWorld world;
    private final Config config;
    private final Display display;

    /**
     * How the critic is trained, and what is compared.
     *
     * @param episodes that the policy acts in to fill the memory
     * @param steps of each
     * @param discount of future costs
     * @param fits steps of training
     * @param batch transitions of a step
     * @param learningRate of the training
     * @param horizons to plan with
     * @param weight of the critic in the cost of plans
     */
    record Config(
            int episodes,
            int steps,
            double discount,
            int fits,
            int batch,
            double learningRate,
            List<Integer> horizons,
            double weight) {
        static Config standard() {
            return new Config(1000, 40, 0.98, 5000, 128, 1e-3, List.of(6, 24), 1);
        }
    }

    /**
     * Planning with one horizon.
     *
     * @param without the critic
     * @param with it
     */
    record Row(int horizon, Outcome without, Outcome with) {}

    CriticStudy(AgentWorld world, Config config, Display display) {
        this.world = world;
        this.config = config;
        this.display = display;
    }

    /** What a policy lives through trains the critic. */
    List<Row> run(Actor policy) {
        try (Critic critic = new Critic((int) world.seen().size(1), HIDDEN, config.discount, world.init("critic"))) {
            double error = train(critic, policy);
            display.say("critic: mean squared error %.2g of a mean cost".formatted(error));
            List<Row> rows = new ArrayList<>();
            for (int horizon : config.horizons) {
                Row row = new Row(
                        horizon, outcome(horizon, CriticStudy::intrinsic), outcome(horizon, goal -> intrinsic(goal)
                                .withCritic(critic, goal, config.weight)));
                display.say("horizon %d: without the critic %s, with it %s"
                        .formatted(horizon, row.without.end(), row.with.end()));
                rows.add(row);
            }
            return rows;
        }
    }

    /** Short episodes between places anywhere, so that the memory knows what follows wherever plans may end. */
    private double train(Critic critic, Actor policy) {
        ModularAgent agent = world.agent(
                Configurator.trusting(CriticStudy::intrinsic, ANY, NEVER),
                policy,
                Budget.iterations(1),
                config.episodes * config.steps);
        TwoRooms rooms = world.rooms();
        RandomGenerator generator = world.rng("critic's episodes").generator();
        try (Task living = display.begin("Critic", config.episodes, "episodes")) {
            for (int i = 0; i < config.episodes; i++) {
                rooms.reset(rooms.layout(), free(rooms, generator), free(rooms, generator));
                agent.begin(rooms);
                for (int t = 0; t < config.steps; t++) {
                    rooms.step(agent.act(rooms));
                }
                living.advance();
            }
        }
        return critic.train(agent.memory(), config.fits, config.batch, config.learningRate, world.rng("critic"));
    }

    private double[] free(TwoRooms rooms, RandomGenerator generator) {
        int size = world.config().world().geometry().size();
        double[] place;
        do {
            place = new double[] {size * generator.nextDouble(), size * generator.nextDouble()};
        } while (rooms.dynamics().isSolid(place));
        return place;
    }

    /** How far states are from the goal, along the straight line and without the metric of steps: it knows nothing of walls. */
    private static Cost intrinsic(Tensor goal) {
        return Cost.intrinsic((states, actions) ->
                states.sub(goal).square().mean(2).add(SMALL).sqrt().sum(1));
    }

    private Outcome outcome(int horizon, Function<Tensor, EnergyFunction> cost) {
        ControlConfig control =
                ControlConfig.of(horizon, AgentWorld.budget()).withReplanEvery(Math.min(horizon, AgentWorld.REPLAN));
        try (Controller controller =
                new Controller(control, world.model(), AgentWorld.planner(), AgentWorld.observer(), cost)) {
            return Outcome.of("horizon " + horizon, world, controller, display);
        }
    }
}
