package dev.jepa.examples.planning;

import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.mpc.Evaluation;
import dev.jepa.planning.mpc.SuccessRate;

/**
 * How a planner did on tasks, beside what asks for no plan and what knows the world.
 *
 * @param planned the planner's episodes
 * @param random a random policy's
 * @param oracle those of a policy or planner that knows the true world
 * @param secondsPerStep all of the planner's time, rendering included, divided by its steps
 */
public record PlanOutcome(Evaluation planned, Evaluation random, Evaluation oracle, double secondsPerStep) {
    /** The figures of {@code jepa plan}. */
    public Summary summary(PlanOptions options, ControlConfig control, Controller controller) {
        SuccessRate end = planned.successAtEnd();
        return new Summary()
                .put("planner", options.planner())
                .put("episodes", options.episodes())
                .put("horizon", control.horizon())
                .put("replan", control.replanEvery())
                .put("iterations", control.budget().iterations())
                .put("success_end", end.value(), end.counts())
                .put(
                        "success_ever",
                        planned.successEver().value(),
                        planned.successEver().counts())
                .put("ci_low", end.low())
                .put("ci_high", end.high())
                .put("mean_final_distance", planned.meanFinalDistance())
                .put("seconds_per_decision", controller.secondsPerDecision())
                .put("seconds_per_step", secondsPerStep)
                .put("model_calls_per_decision", controller.modelCallsPerDecision())
                .put(
                        "random_success",
                        random.successAtEnd().value(),
                        random.successAtEnd().counts())
                .put(
                        "random_success_ever",
                        random.successEver().value(),
                        random.successEver().counts())
                .put(
                        "oracle_success",
                        oracle.successAtEnd().value(),
                        oracle.successAtEnd().counts())
                .put(
                        "oracle_success_ever",
                        oracle.successEver().value(),
                        oracle.successEver().counts());
    }

    /** Success of the three. */
    public Table table(String planner) {
        return Table.of("policy", "at the end", "ever")
                .row(
                        planner,
                        planned.successAtEnd().counts(),
                        planned.successEver().counts())
                .row(
                        "random",
                        random.successAtEnd().counts(),
                        random.successEver().counts())
                .row(
                        "oracle",
                        oracle.successAtEnd().counts(),
                        oracle.successEver().counts());
    }
}
