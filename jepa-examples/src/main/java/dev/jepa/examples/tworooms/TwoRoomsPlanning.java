package dev.jepa.examples.tworooms;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.planning.CostLandscape;
import dev.jepa.examples.planning.FilmedEpisodes;
import dev.jepa.examples.planning.PathDrawing;
import dev.jepa.examples.planning.PlanOutcome;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.planning.Scene;
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
import dev.jepa.planning.cost.StepMetric;
import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsOracle;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.mpc.Evaluation;
import dev.jepa.planning.mpc.Observer;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.roadmap.RoadmapCost;
import java.util.List;

/** Plans the fixed tasks with a model, beside a random policy and the oracle, and writes figures, films and cost maps. */
final class TwoRoomsPlanning {
    private static final int METRIC_BATCHES = 2;
    private static final int FILMED = 6;
    private static final int SHOWN_WIDTH = 260;
    private static final int HORIZON = 24;
    private static final int REPLAN = 8;
    private static final long POLICY_SEED = 17;

    private final TwoRoomsRun config;
    private final ActionJepa model;
    private final PlanOptions options;
    private final Display display;
    private final Planners.Choice choice;
    private final long[] seeds;
    private double[][] imagined = {};

    TwoRoomsPlanning(TwoRoomsRun config, ActionJepa model, PlanOptions options, Display display) {
        if (options.trueDynamics()) {
            throw new UsageException(
                    "Two Rooms are planned in with the learned model only, since an oracle knows the map."
                            + "\nMaybe leave out --true-dynamics.");
        }
        this.config = config;
        this.model = model;
        this.options = options;
        this.display = display;
        this.choice = Planners.find(options.planner());
        this.seeds = RoomsTasks.seeds(config.world(), options.episodes());
    }

    /** On one thread: the matrices of a few plans are so small that a second one costs more than it brings. */
    Summary run() {
        int threads = Compute.threads();
        Compute.setThreads(1);
        try {
            return runOnThisThread();
        } finally {
            Compute.setThreads(threads);
        }
    }

    private Summary runOnThisThread() {
        display.say("Learning how far apart states are, and where the agent is in them …");
        Walks fitted = Evaluations.fitted(config);
        StepMetric metric = Evaluations.metric(model, fitted, METRIC_BATCHES);
        PositionProbe probe = PositionProbe.fit(model, fitted, METRIC_BATCHES);
        TwoRooms world = new TwoRooms(config.world());
        GoalCost cost = cost(metric);
        try (Controller controller = controller(watched(probe), cost)) {
            FilmedEpisodes policy = new FilmedEpisodes(
                    controller,
                    new Scene(place -> place, world.successDistance()),
                    drawing ->
                            drawing.path(way(cost, probe), PathDrawing.INTENDED).path(imagined, PathDrawing.IMAGINED),
                    FILMED);
            long began = System.nanoTime();
            Evaluation planned = ShownEvaluation.run(
                    display,
                    "Planning",
                    world,
                    policy,
                    seeds,
                    episode -> display.say("episode %d: %s, %.1f pixels from the goal"
                            .formatted(
                                    episode.seed(),
                                    episode.successAtEnd() ? "reached" : "missed",
                                    episode.finalDistance())));
            double seconds = (System.nanoTime() - began) / 1e9;
            PlanOutcome outcome = new PlanOutcome(
                    planned,
                    ShownEvaluation.run(display, "Random policy", world, new RandomPolicy(POLICY_SEED), seeds),
                    ShownEvaluation.run(display, "Oracle", world, new TwoRoomsOracle(), seeds),
                    seconds / options.episodes() / world.maxSteps());
            Summary summary = outcome.summary(options, control(), controller);
            display.say("Drawing costs and films …");
            world.reset(seeds[0]);
            Picture landscape = CostLandscape.ofFirstDecision(
                    choice.planner(), planner -> controller(planner, cost(metric)), world);
            Picture places = new CostMaps(model, fitted, metric).places(world);
            write(summary, outcome, policy.gifs(), landscape, places);
            return summary;
        }
    }

    /** Of one controller alone, since it remembers the episode. */
    private GoalCost cost(StepMetric metric) {
        return config.cost().of(model, metric, config.objective());
    }

    private Controller controller(Planner planner, GoalCost cost) {
        return new Controller(control(), model, planner, Observer.pixels(frame -> frame), cost);
    }

    /** The places of the way that a plan should follow, if there is one. */
    private static double[][] way(GoalCost cost, PositionProbe probe) {
        if (!(cost instanceof RoadmapCost roadmap)) {
            return new double[0][];
        }
        return roadmap.way()
                .map(way -> {
                    try (TensorScope ignored = TensorScope.open()) {
                        return places(probe, way.states());
                    }
                })
                .orElse(new double[0][]);
    }

    private static double[][] places(PositionProbe probe, Tensor states) {
        double[] flat = probe.read(states).toDoubleArray();
        double[][] places = new double[flat.length / 2][];
        for (int t = 0; t < places.length; t++) {
            places[t] = new double[] {flat[2 * t], flat[2 * t + 1]};
        }
        return places;
    }

    private ControlConfig control() {
        return new ControlConfig(
                options.horizon().orElse(config.cost().horizon().orElse(HORIZON)),
                options.replan().orElse(REPLAN),
                true,
                Budget.iterations(options.iterations().orElse(choice.iterations())),
                0);
    }

    /** The planner, whose plans' states are read as positions for the films. */
    private Planner watched(PositionProbe probe) {
        return request -> {
            Plan plan = choice.planner().plan(request);
            imagined = places(probe, plan.states());
            return plan;
        };
    }

    private void write(Summary summary, PlanOutcome outcome, List<Gif> gifs, Picture landscape, Picture places) {
        for (int i = 0; i < gifs.size(); i++) {
            gifs.get(i).write(options.folder().resolve("episode-" + (i + 1) + ".gif"));
        }
        new Report("Planning in Two Rooms: " + options.planner(), "Written to " + options.folder())
                .figures(summary)
                .section("Success")
                .text("Episodes in which the goal was reached after the last step, and after any.")
                .table(outcome.table(options.planner()))
                .section("Episodes")
                .text(
                        "Yellow: the way of the agent. Violet: the way it means to follow, if it looks for one. Blue: where the model"
                                + " imagines that the present plan leads. Green: what counts as the goal.")
                .animations(SHOWN_WIDTH, gifs)
                .section("Costs")
                .text(
                        "Left: the cost that the first plan of the first episode was chosen by, for plans with one displacement added to all"
                                + " their actions. Right: the metric of steps, the unit in which distances from a way are measured.")
                .pictures(SHOWN_WIDTH, List.of(landscape, places))
                .links(options.folder())
                .write(options.folder());
    }
}
