package dev.jepa.examples.worlds;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.planning.CostLandscape;
import dev.jepa.examples.planning.FilmedEpisodes;
import dev.jepa.examples.planning.PathDrawing;
import dev.jepa.examples.planning.PlanOutcome;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.planning.ShownEvaluation;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Gif;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.cost.GoalCost;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.TrueModel;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.mpc.Evaluation;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.Planner;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Plans the fixed tasks of a world, with a learned model or the true dynamics, beside a random policy and an oracle. */
final class WorldPlanning {
    private static final int FILMED = 6;
    private static final int SHOWN_WIDTH = 260;
    private static final long POLICY_SEED = 17;
    private static final String ORACLE = "Oracle";
    private static final String ORACLE_PLANNER = "icem";

    private final SensorWorld world;
    private final WorldRun config;
    private final LearnedWorld learned;
    private final Function<Tensor, EnergyFunction> costOfGoal;
    private final Display display;
    private double[][] imagined = {};

    WorldPlanning(SensorWorld world, WorldRun config, ActionJepa model, Display display) {
        this.world = world;
        this.config = config;
        this.learned = LearnedWorld.of(world, config, model);
        this.costOfGoal = config.planning().cost().costOfGoal(learned.probe(), learned.states());
        this.display = display;
    }

    /** Plans with each of several planners; the random policy and the oracle act once for all of them. */
    void each(List<PlanOptions> options, BiConsumer<PlanOptions, Summary> done) {
        options.forEach(this::control); // what is wrong is said before anything is planned
        long[] seeds = world.tasks(options.get(0).episodes());
        int threads = Compute.threads();
        Compute.setThreads(
                1); // the matrices of a few plans are so small that a second thread costs more than it brings
        try {
            Evaluation random =
                    ShownEvaluation.run(display, "Random policy", environment(), new RandomPolicy(POLICY_SEED), seeds);
            display.say("The oracle: " + oracleName());
            Evaluation oracle = oracle(seeds);
            for (PlanOptions each : options) {
                display.say("Planner " + each.planner());
                done.accept(each, plan(each, seeds, random, oracle));
            }
        } finally {
            Compute.setThreads(threads);
        }
    }

    private Environment environment() {
        return world.task(config.data().repeat());
    }

    private ControlConfig control(PlanOptions options) {
        Planners.Choice choice = Planners.find(options.planner());
        if (options.trueDynamics() && choice.gradients()) {
            throw new UsageException(
                    "The planner " + options.planner() + " needs gradients, which the true dynamics lack."
                            + "\nMaybe one of: " + String.join(", ", Planners.names(false)) + ".");
        }
        int horizon = options.horizon().orElse(config.planning().horizon());
        int replan = options.replan().orElse(Math.min(config.planning().replan(), horizon));
        if (replan > horizon) {
            throw new UsageException("--replan must be at most the horizon of " + horizon + " but was " + replan
                    + ".\nMaybe plan further ahead with --horizon.");
        }
        return new ControlConfig(
                horizon, replan, true, Budget.iterations(options.iterations().orElse(choice.iterations())), 0);
    }

    private String oracleName() {
        return world.oracle().isPresent()
                ? "a policy that knows the world"
                : ORACLE_PLANNER + " with the true dynamics, "
                        + config.planning().oracleRounds() + " rounds";
    }

    private Evaluation oracle(long[] seeds) {
        if (world.oracle().isPresent()) {
            return ShownEvaluation.run(
                    display, ORACLE, world.task().get(), world.oracle().get().get(), seeds);
        }
        WorldRun.Planning planning = config.planning();
        ControlConfig control = new ControlConfig(
                planning.horizon(), planning.replan(), true, Budget.iterations(planning.oracleRounds()), 0);
        Planner planner = Planners.find(ORACLE_PLANNER).planner();
        try (Controller controller = controller(control, planner, true)) {
            return ShownEvaluation.run(display, ORACLE, environment(), controller, seeds);
        }
    }

    private Controller controller(ControlConfig control, Planner planner, boolean trueDynamics) {
        Environment environment = environment();
        WorldModel model = trueDynamics
                ? new TrueModel(environment.dynamics())
                : new ScaledActions(learned.model(), environment.actionBounds());
        GoalCost cost = GoalCost.ofGoal(trueDynamics ? this::costOfTrueGoal : costOfGoal);
        return new Controller(control, model, planner, Observer.states(), cost);
    }

    /** The same cost for true states, which the model encodes. */
    private EnergyFunction costOfTrueGoal(Tensor goal) {
        EnergyFunction encoded = costOfGoal.apply(learned.model().encode(goal));
        return (states, actions) -> encoded.energy(
                learned.model().encode(states.flatten(0, 1)).reshape(states.size(0), states.size(1), -1), actions);
    }

    private Summary plan(PlanOptions options, long[] seeds, Evaluation random, Evaluation oracle) {
        ControlConfig control = control(options);
        Environment environment = environment();
        Planner planner = watched(Planners.find(options.planner()).planner(), options.trueDynamics());
        try (Controller controller = controller(control, planner, options.trueDynamics())) {
            FilmedEpisodes policy = new FilmedEpisodes(
                    controller, world.scene(), drawing -> drawing.path(imagined, PathDrawing.IMAGINED), FILMED);
            long began = System.nanoTime();
            Evaluation planned = ShownEvaluation.run(
                    display,
                    "Planning",
                    environment,
                    policy,
                    seeds,
                    episode -> display.say("episode %d: %s, distance %.2f where less than %.2f counts"
                            .formatted(
                                    episode.seed(),
                                    episode.successAtEnd() ? "reached" : "missed",
                                    episode.finalDistance(),
                                    environment.successDistance())));
            double seconds = (System.nanoTime() - began) / 1e9;
            PlanOutcome outcome =
                    new PlanOutcome(planned, random, oracle, seconds / seeds.length / environment.maxSteps());
            Summary summary = outcome.summary(options, control, controller)
                    .put("dynamics", options.trueDynamics() ? "true" : "learned")
                    .put("oracle", oracleName());
            environment.reset(seeds[0]);
            Picture landscape = CostLandscape.ofFirstDecision(
                    Planners.find(options.planner()).planner(),
                    looking -> controller(control, looking, options.trueDynamics()),
                    environment);
            write(options, summary, outcome, policy.gifs(), landscape);
            return summary;
        }
    }

    /** The planner, whose plans' states are read as places for the films. */
    private Planner watched(Planner planner, boolean trueStates) {
        return request -> {
            Plan plan = planner.plan(request);
            Tensor sensors = trueStates
                    ? learned.encoder().normalized(plan.states())
                    : learned.probe().read(plan.states());
            double[][] states = learned.encoder().states(sensors);
            imagined = new double[states.length][];
            for (int t = 0; t < states.length; t++) {
                imagined[t] = world.scene().place().apply(states[t]);
            }
            return plan;
        };
    }

    private void write(PlanOptions options, Summary summary, PlanOutcome outcome, List<Gif> gifs, Picture landscape) {
        for (int i = 0; i < gifs.size(); i++) {
            gifs.get(i).write(options.folder().resolve("episode-" + (i + 1) + ".gif"));
        }
        new Report("Planning in the world " + world.name() + ": " + options.planner(), "Written to " + options.folder())
                .figures(summary)
                .section("Success")
                .text("Episodes in which the goal was reached after the last step, and after any. The oracle is "
                        + oracleName() + ".")
                .table(outcome.table(options.planner()))
                .section("Episodes")
                .text("Yellow: what happened. Blue: what the present plan is expected to lead to.")
                .animations(SHOWN_WIDTH, gifs)
                .section("Costs around a plan")
                .text(
                        "The cost that the first plan of the first episode was chosen by, for plans with displaced actions.")
                .pictures(SHOWN_WIDTH, List.of(landscape))
                .links(options.folder())
                .write(options.folder());
    }
}
