package dev.jepa.examples.agent;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.planning.agent.Actor;
import dev.jepa.planning.agent.Configurator;
import dev.jepa.planning.agent.Imagination;
import dev.jepa.planning.agent.ModularAgent;
import dev.jepa.planning.agent.Reflex;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.planner.Budget;
import java.util.ArrayList;
import java.util.List;

/** Mode 2 compiled into mode 1: a policy from imagination and one from imitation of the planner, beside the planner itself. */
final class PolicyStudy {
    private static final int PURPOSE = 0;
    /** Does nearly what planning does, whatever it does: the policy acts, and planning only says what it would have done. */
    private static final double ANY = Double.MAX_VALUE;

    private static final int MEMORY = 100_000;

    private final AgentWorld world;
    private final Config config;
    private final Display display;

    /**
     * How the policies are trained.
     *
     * @param imagined steps of training in imagination
     * @param batch rollouts, or examples, of a step
     * @param learningRate of both trainings
     * @param rounds of imitation: act, let the planner label, fit
     * @param episodes of a round
     * @param fits steps of training in a round
     * @param fewRounds of the planner where it should need few
     */
    record Config(int imagined, int batch, double learningRate, int rounds, int episodes, int fits, int fewRounds) {
        static Config standard() {
            return new Config(1500, 64, 1e-3, 3, 6, 2000, 2);
        }
    }

    /**
     * What came out.
     *
     * @param outcomes the policies, the planner, the planner begun by the policy
     * @param policy from imagination; the caller closes it
     * @param decision seconds of one plan, of the processor's time
     * @param perception seconds of perceiving, without which nothing is chosen, in the same way
     * @param costs of imagined rollouts, for each step of the training
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(List<Outcome> outcomes, Actor policy, double decision, double perception, double[] costs) {
        /** How much longer a plan takes than the policy's choice of an action, perception apart. */
        double choices() {
            return (decision - perception) / (outcome(IMAGINED).secondsPerStep() - perception);
        }

        Outcome outcome(String name) {
            return outcomes.stream()
                    .filter(o -> o.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static final String IMAGINED = "policy, from imagination";
    static final String IMITATED = "policy, from the planner's actions";
    static final String PLANNER = "planner";
    static final String SHORT = "planner, few rounds";
    static final String STARTED = "planner, few rounds, begun by the policy";

    PolicyStudy(AgentWorld world, Config config, Display display) {
        this.world = world;
        this.config = config;
        this.display = display;
    }

    Result run() {
        List<Outcome> outcomes = new ArrayList<>();
        Actor policy = world.actor("policy");
        double[] costs = imagine(policy);
        outcomes.add(reflex(IMAGINED, policy));
        try (Actor imitator = world.actor("imitator")) {
            imitate(imitator);
            outcomes.add(reflex(IMITATED, imitator));
        }
        double decision = planner(PLANNER, AgentWorld.ROUNDS, outcomes);
        planner(SHORT, config.fewRounds, outcomes);
        ModularAgent agent =
                world.agent(Configurator.deliberate(world::cost), policy, Budget.iterations(config.fewRounds), MEMORY);
        outcomes.add(told(Outcome.of(STARTED, world, agent, display)));
        return new Result(outcomes, policy, decision, perception(), costs);
    }

    private double[] imagine(Actor actor) {
        display.say("Training a policy in imagination, %d steps …".formatted(config.imagined));
        try (TensorScope ignored = TensorScope.open()) {
            Imagination imagination = new Imagination(world.model(), world::distance, AgentWorld.HORIZON);
            return imagination.improve(
                    actor, world.seen(), config.imagined, config.batch, config.learningRate, world.rng("imagination"));
        }
    }

    /** Rounds in which the policy acts, the planner says what it would have done, and the policy learns all of it (DAgger, Ross et al. 2011). */
    private void imitate(Actor actor) {
        ModularAgent agent = world.agent(
                Configurator.trusting(world::cost, ANY, AgentWorld.REPLAN), actor, AgentWorld.budget(), MEMORY);
        TwoRooms rooms = world.rooms();
        Rng rng = world.rng("imitation");
        long[] seeds = world.trainingSeeds(PURPOSE, config.rounds * config.episodes);
        for (int round = 0; round < config.rounds; round++) {
            try (Task acting = display.begin("Imitation, round " + (round + 1), config.episodes, "episodes")) {
                for (int i = 0; i < config.episodes; i++) {
                    Episodes.run(rooms, agent, seeds[round * config.episodes + i], rooms.maxSteps());
                    acting.advance();
                }
            }
            double error = actor.imitate(agent.plans(), config.fits, config.batch, config.learningRate, rng.at(round));
            display.say("imitation, round %d: %d examples, error %.3f"
                    .formatted(round + 1, agent.plans().size(), error));
        }
    }

    private Outcome reflex(String name, Actor actor) {
        try (Reflex reflex = new Reflex(world.model()::encode, AgentWorld.observer(), actor)) {
            return told(Outcome.of(name, world, reflex, display));
        }
    }

    /** Plans alone; returns the seconds of a decision. */
    private double planner(String name, int rounds, List<Outcome> outcomes) {
        ControlConfig control =
                ControlConfig.of(AgentWorld.HORIZON, Budget.iterations(rounds)).withReplanEvery(AgentWorld.REPLAN);
        try (Controller controller =
                new Controller(control, world.model(), AgentWorld.planner(), AgentWorld.observer(), world::distance)) {
            Outcome outcome = told(Outcome.of(name, world, controller, display));
            outcomes.add(outcome);
            long steps = (long) world.tasks().length * world.rooms().maxSteps();
            return outcome.secondsPerStep() * steps / controller.decisions();
        }
    }

    /** Of a policy that looks and stays. */
    private double perception() {
        Policy looking = environment -> {
            try (TensorScope ignored = TensorScope.open()) {
                world.model().encode(AgentWorld.observer().observe(environment));
                return new double[environment.actionBounds().dim()];
            }
        };
        return Outcome.of("perception", world, looking, display).secondsPerStep();
    }

    private Outcome told(Outcome outcome) {
        display.say("%s: %s at the end, %.2f ms a step"
                .formatted(outcome.name(), outcome.end(), 1e3 * outcome.secondsPerStep()));
        return outcome;
    }
}
