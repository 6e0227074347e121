package dev.jepa.examples.agent;

import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.Gif;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Figures and page of the four demonstrations. */
final class AgentReport {
    private static final int SHOWN_WIDTH = 260;
    private static final int BLOCK = 50;

    private final PolicyStudy.Result policy;
    private final List<CriticStudy.Row> critic;
    private final ConfiguratorStudy.Result tasks;
    private final List<SurpriseStudy.Lives> lives;

    AgentReport(
            PolicyStudy.Result policy,
            List<CriticStudy.Row> critic,
            ConfiguratorStudy.Result tasks,
            List<SurpriseStudy.Lives> lives) {
        this.policy = policy;
        this.critic = critic;
        this.tasks = tasks;
        this.lives = lives;
    }

    /** All that was measured; the tables as maps. */
    Summary figures() {
        Outcome reflex = policy.outcome(PolicyStudy.IMAGINED);
        Outcome planner = policy.outcome(PolicyStudy.PLANNER);
        Outcome started = policy.outcome(PolicyStudy.STARTED);
        SurpriseStudy.Lives kept = lives.get(0);
        SurpriseStudy.Lives adjusted = lives.get(1);
        int end = kept.episodes();
        int late = end - (end - kept.change()) / 2;
        Summary summary = new Summary()
                .put("mode1_success", reflex.end().value(), reflex.end().counts())
                .put("mode2_success", planner.end().value(), planner.end().counts())
                .put(
                        "mode2_few_rounds_begun_by_mode1_success",
                        started.end().value(),
                        started.end().counts())
                .put(
                        "mode2_few_rounds_success",
                        policy.outcome(PolicyStudy.SHORT).end().value(),
                        policy.outcome(PolicyStudy.SHORT).end().counts())
                .put(
                        "mode1_share_of_mode2",
                        reflex.end().value() / planner.end().value())
                .put("mode1_seconds_per_step", reflex.secondsPerStep())
                .put("mode2_seconds_per_step", planner.secondsPerStep())
                .put("mode2_seconds_per_decision", policy.decision())
                .put("perception_seconds", policy.perception())
                .put("decision_to_mode1_time", policy.decision() / reflex.secondsPerStep())
                .put("decision_to_mode1_time_without_perception", policy.choices())
                .put("policy", outcomes())
                .put("critic", horizons())
                .put(
                        "reach_success",
                        tasks.reach().evaluation().successAtEnd().value(),
                        tasks.reach().evaluation().successAtEnd().counts())
                .put("reach_entered_region", tasks.reach().entered())
                .put("reach_steps_in_region", tasks.reach().inside())
                .put(
                        "avoid_success",
                        tasks.avoid().evaluation().successAtEnd().value(),
                        tasks.avoid().evaluation().successAtEnd().counts())
                .put("avoid_entered_region", tasks.avoid().entered())
                .put("avoid_steps_in_region", tasks.avoid().inside())
                .put("patrol_laps", tasks.patrol().laps())
                .put("patrol_steps", tasks.patrol().steps())
                .put("error_before_change", kept.error(0, kept.change()))
                .put("error_after_change", kept.error(late, end))
                .put("error_after_adjustment", adjusted.error(late, end))
                .put("success_before_change", kept.success(0, kept.change()))
                .put("success_after_change", kept.success(late, end))
                .put("success_after_adjustment", adjusted.success(late, end))
                .put("alarms_before_change", adjusted.alarms())
                .put("adjustments_after_change", adjusted.adjustments());
        return summary;
    }

    private Map<String, Object> outcomes() {
        Map<String, Object> all = new LinkedHashMap<>();
        policy.outcomes().forEach(outcome -> all.put(outcome.name(), outcome.figures()));
        return all;
    }

    private Map<String, Object> horizons() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (CriticStudy.Row row : critic) {
            Map<String, Object> both = new LinkedHashMap<>();
            both.put("without", row.without().figures());
            both.put("with", row.with().figures());
            all.put(Integer.toString(row.horizon()), both);
        }
        return all;
    }

    void write(Summary summary, Path folder) {
        List<Gif> films = new ArrayList<>(tasks.reach().films());
        films.addAll(tasks.avoid().films());
        films.addAll(tasks.patrol().films());
        for (Gif film : films) {
            film.write(folder.resolve(film.label().replaceAll("[^a-z0-9]+", "-") + ".gif"));
        }
        Report report = new Report("The modular agent in Two Rooms", "Written to " + folder).figures(summary);
        policy(report);
        critic(report);
        configurator(report, films);
        surprise(report);
        report.links(folder).write(folder);
    }

    private void policy(Report report) {
        Table table = Table.of("what acts", "success at the end", "ever", "95 %, from", "to", "ms a step");
        for (Outcome outcome : policy.outcomes()) {
            table.row(
                    outcome.name(),
                    outcome.end().counts(),
                    outcome.ever().counts(),
                    outcome.end().low(),
                    outcome.end().high(),
                    1e3 * outcome.secondsPerStep());
        }
        double[] steps =
                IntStream.range(0, policy.costs().length).asDoubleStream().toArray();
        report.section("Mode 2 compiled into mode 1")
                .text(
                        "A policy learns what planning does: by rolling itself out in the world model (imagination), or by imitating"
                                + " the planner on training tasks. A decision of the planner, of which it"
                                + " needs one every " + AgentWorld.REPLAN + " steps, takes "
                                + Summary.shown(1e3 * policy.decision()) + " ms; perception alone takes "
                                + Summary.shown(1e3 * policy.perception()) + " ms. Apart from it, the planner takes "
                                + Summary.shown(policy.choices()) + " times as long as the policy.")
                .table(table)
                .charts(List.of(LineChart.of(
                        "Cost of imagined rollouts", "step", List.of(Curve.of("cost", steps, policy.costs())))));
    }

    private void critic(Report report) {
        Table table = Table.of("steps ahead", "without the critic", "with it", "ms a step without", "with");
        for (CriticStudy.Row row : critic) {
            table.row(
                    Integer.toString(row.horizon()),
                    row.without().end().value(),
                    row.with().end().value(),
                    1e3 * row.without().secondsPerStep(),
                    1e3 * row.with().secondsPerStep());
        }
        report.section("The critic")
                .text(
                        "It learned from short-term memory what costs follow a state. Success at the end for planning so many"
                                + " steps ahead:")
                .table(table);
    }

    private void configurator(Report report, List<Gif> films) {
        report.section("The configurator")
                .text(
                        "One world model, three tasks: reach a goal, reach it around a region (red), visit the stations (green)"
                                + " in turn. The patrol made "
                                + Summary.shown(tasks.patrol().laps()) + " laps in "
                                + tasks.patrol().steps() + " steps; the agent believes to have reached "
                                + tasks.patrol().believed() + " stations, and reached "
                                + tasks.patrol().visits() + ".")
                .table(Table.of(
                                "task",
                                "success at the end",
                                "episodes that entered the region",
                                "steps in it, an episode")
                        .row(
                                tasks.reach().name(),
                                tasks.reach().evaluation().successAtEnd().counts(),
                                tasks.reach().entered(),
                                tasks.reach().inside())
                        .row(
                                tasks.avoid().name(),
                                tasks.avoid().evaluation().successAtEnd().counts(),
                                tasks.avoid().entered(),
                                tasks.avoid().inside()))
                .animations(SHOWN_WIDTH, films);
    }

    private void surprise(Report report) {
        Table table = Table.of(
                "agent", "success before", "after", "in the last half", "error before", "after", "in the last half");
        List<Curve> curves = new ArrayList<>();
        for (SurpriseStudy.Lives kind : lives) {
            int end = kind.episodes();
            int late = end - (end - kind.change()) / 2;
            table.row(
                    kind.name(),
                    kind.success(0, kind.change()),
                    kind.success(kind.change(), end),
                    kind.success(late, end),
                    kind.error(0, kind.change()),
                    kind.error(kind.change(), end),
                    kind.error(late, end));
            double[] errors = kind.curve(BLOCK);
            double[] steps = IntStream.range(0, errors.length)
                    .mapToDouble(i -> i * BLOCK)
                    .toArray();
            curves.add(Curve.of(kind.name(), steps, errors));
        }
        report.section("Surprise")
                .text("After the first " + lives.get(0).change()
                        + " episodes all actions are turned. No reward says so, but"
                        + " predictions fail, and the predictor is trained on the last transitions. Errors are shares of the"
                        + " mean squared change of a random step.")
                .table(table)
                .charts(List.of(LineChart.of("Error of predictions", "step of a life", curves)));
    }
}
