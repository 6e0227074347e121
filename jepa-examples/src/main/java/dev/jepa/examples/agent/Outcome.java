package dev.jepa.examples.agent;

import dev.jepa.examples.planning.ShownEvaluation;
import dev.jepa.examples.progress.Display;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.mpc.Evaluation;
import dev.jepa.planning.mpc.SuccessRate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one way of acting did on some tasks.
 *
 * @param name what acted
 * @param end success at the end of the episodes
 * @param ever success at any step
 * @param secondsPerStep processor time of an action, on average
 */
record Outcome(String name, SuccessRate end, SuccessRate ever, double secondsPerStep) {
    static Outcome of(String name, AgentWorld world, Policy policy, Display display) {
        Timed timed = new Timed(policy);
        Evaluation evaluation = ShownEvaluation.run(display, name, world.rooms(), timed, world.tasks());
        return new Outcome(name, evaluation.successAtEnd(), evaluation.successEver(), timed.seconds());
    }

    /** The figures by name, as {@code summary.json} holds them. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("success_end", end.value());
        figures.put("success_ever", ever.value());
        figures.put("ci_low", end.low());
        figures.put("ci_high", end.high());
        figures.put("seconds_per_step", secondsPerStep);
        return figures;
    }
}
