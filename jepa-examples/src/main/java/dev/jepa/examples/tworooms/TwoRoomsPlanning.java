package dev.jepa.examples.tworooms;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.planning.PlanOutcome;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.planning.RecordedEpisodes;
import dev.jepa.examples.planning.Scene;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Gif;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionJepa;
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
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final PrintWriter out;
    private final Planners.Choice choice;
    private final long[] seeds;
    private double[][] imagined = {};
    private @Nullable Tensor firstPlan;

    TwoRoomsPlanning(TwoRoomsRun config, ActionJepa model, PlanOptions options, PrintWriter out) {
        if (options.trueDynamics()) {
            throw new UsageException(
                    "Two Rooms are planned in with the learned model only, since an oracle knows the map."
                            + "\nMaybe leave out --true-dynamics.");
        }
        this.config = config;
        this.model = model;
        this.options = options;
        this.out = out;
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
        Walks fitted = Evaluations.fitted(config);
        StepMetric metric = StepMetric.of(model, fitted, METRIC_BATCHES);
        PositionProbe probe = PositionProbe.fit(model, fitted, METRIC_BATCHES);
        TwoRooms world = new TwoRooms(config.world());
        try (Controller controller = new Controller(
                control(),
                model,
                watched(probe),
                Observer.pixels(frame -> frame),
                config.cost().of(model, metric, config.objective()))) {
            RecordedEpisodes policy = new RecordedEpisodes(
                    controller, new Scene(place -> place, world.successDistance()), () -> imagined, FILMED);
            long began = System.nanoTime();
            Evaluation planned = Evaluation.run(
                    world,
                    policy,
                    seeds,
                    episode -> out.printf(
                            "episode %d: %s, %.1f pixels from the goal%n",
                            episode.seed(), episode.successAtEnd() ? "reached" : "missed", episode.finalDistance()));
            double seconds = (System.nanoTime() - began) / 1e9;
            PlanOutcome outcome = new PlanOutcome(
                    planned,
                    Evaluation.run(world, new RandomPolicy(POLICY_SEED), seeds),
                    Evaluation.run(world, new TwoRoomsOracle(), seeds),
                    seconds / options.episodes() / world.maxSteps());
            Summary summary = outcome.summary(options, control(), controller);
            write(summary, outcome, policy.gifs(), new CostMaps(model, fitted, metric), world);
            return summary;
        }
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
            double[] flat = probe.read(plan.states()).toDoubleArray();
            imagined = new double[flat.length / 2][];
            for (int t = 0; t < imagined.length; t++) {
                imagined[t] = new double[] {flat[2 * t], flat[2 * t + 1]};
            }
            if (firstPlan == null) {
                firstPlan = TensorScope.release(plan.actions().copy());
            }
            return plan;
        };
    }

    private void write(Summary summary, PlanOutcome outcome, List<Gif> gifs, CostMaps maps, TwoRooms world) {
        for (int i = 0; i < gifs.size(); i++) {
            gifs.get(i).write(options.folder().resolve("episode-" + (i + 1) + ".gif"));
        }
        world.reset(seeds[0]);
        List<Picture> pictures = new ArrayList<>(List.of(maps.places(world)));
        if (firstPlan != null) {
            pictures.add(maps.around(world, firstPlan));
            firstPlan.close();
        }
        new Report("Planning in Two Rooms: " + options.planner(), "Written to " + options.folder())
                .figures(summary)
                .section("Success")
                .text("Share of the episodes in which the goal was reached after the last step, and after any.")
                .table(outcome.table(options.planner()))
                .section("Episodes")
                .text(
                        "Yellow: the way of the agent. Blue: where the model imagines that the present plan leads. Green: what"
                                + " counts as the goal.")
                .animations(SHOWN_WIDTH, gifs)
                .section("The metric of steps")
                .text(
                        "Plans that follow a roadmap are judged by their distance from its way instead, for which this metric is the unit.")
                .pictures(SHOWN_WIDTH, pictures)
                .links(options.folder())
                .write(options.folder());
    }
}
