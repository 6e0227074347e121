package dev.jepa.examples.planning;

import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import dev.jepa.planning.mpc.Episode;
import dev.jepa.planning.mpc.Evaluation;
import java.util.function.Consumer;

/** Evaluations that a person can watch: how many episodes have been played. */
public final class ShownEvaluation {
    private ShownEvaluation() {}

    /** A policy on the episodes of fixed seeds. */
    public static Evaluation run(Display display, String task, Environment environment, Policy policy, long[] seeds) {
        return run(display, task, environment, policy, seeds, episode -> {});
    }

    /** As {@link #run(Display, String, Environment, Policy, long[])}, telling about each episode when it has ended. */
    public static Evaluation run(
            Display display,
            String task,
            Environment environment,
            Policy policy,
            long[] seeds,
            Consumer<Episode> afterEpisode) {
        try (Task playing = display.begin(task, seeds.length, "episodes")) {
            return Evaluation.run(environment, counted(policy, playing), seeds, afterEpisode);
        }
    }

    private static Policy counted(Policy policy, Task playing) {
        return new Policy() {
            private long steps;

            @Override
            public void begin(Environment environment) {
                policy.begin(environment);
            }

            @Override
            public double[] act(Environment environment) {
                double[] action = policy.act(environment);
                steps++;
                playing.to((double) steps / environment.maxSteps());
                return action;
            }
        };
    }
}
