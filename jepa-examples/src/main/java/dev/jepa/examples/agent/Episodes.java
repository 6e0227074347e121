package dev.jepa.examples.agent;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;

/** Episodes that are lived through rather than judged. */
final class Episodes {
    private Episodes() {}

    /** The first steps of the episode of a seed. */
    static void run(Environment environment, Policy policy, long seed, int steps) {
        environment.reset(seed);
        policy.begin(environment);
        for (int t = 0; t < steps; t++) {
            environment.step(policy.act(environment));
        }
    }
}
