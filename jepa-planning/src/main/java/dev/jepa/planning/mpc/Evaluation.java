package dev.jepa.planning.mpc;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A policy on the episodes of fixed seeds.
 *
 * @param episodes in the order of the seeds
 */
public record Evaluation(List<Episode> episodes) {
    public Evaluation {
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs one episode or more but got none.");
        }
        episodes = List.copyOf(episodes);
    }

    /** Runs every episode to its last step, so that success at the end means staying at the goal. */
    public static Evaluation run(Environment environment, Policy policy, long[] seeds) {
        return run(environment, policy, seeds, episode -> {});
    }

    /** As {@link #run(Environment, Policy, long[])}, telling about each episode when it has ended. */
    public static Evaluation run(Environment environment, Policy policy, long[] seeds, Consumer<Episode> afterEpisode) {
        if (seeds.length == 0 || environment.maxSteps() < 1) {
            throw new IllegalArgumentException(
                    "an evaluation needs one seed or more, and episodes of one step or more, but got " + seeds.length
                            + " seeds and " + environment.maxSteps() + " steps.");
        }
        List<Episode> episodes = new ArrayList<>();
        for (long seed : seeds) {
            environment.reset(seed);
            policy.begin(environment);
            Episode episode = episode(environment, policy, seed);
            episodes.add(episode);
            afterEpisode.accept(episode);
        }
        return new Evaluation(episodes);
    }

    private static Episode episode(Environment environment, Policy policy, long seed) {
        boolean ever = false;
        double least = environment.distance();
        for (int t = 0; t < environment.maxSteps(); t++) {
            environment.step(policy.act(environment));
            ever |= environment.success();
            least = Math.min(least, environment.distance());
        }
        return new Episode(seed, environment.success(), ever, environment.distance(), least);
    }

    /** Share of the episodes that ended at the goal. */
    public SuccessRate successAtEnd() {
        return new SuccessRate(
                (int) episodes.stream().filter(Episode::successAtEnd).count(), episodes.size());
    }

    /** Share of the episodes that reached the goal at some step. */
    public SuccessRate successEver() {
        return new SuccessRate(
                (int) episodes.stream().filter(Episode::successEver).count(), episodes.size());
    }

    /** Mean distance to the goal at the end. */
    public double meanFinalDistance() {
        return episodes.stream().mapToDouble(Episode::finalDistance).average().orElse(Double.NaN);
    }
}
