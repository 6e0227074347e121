package dev.jepa.examples.agent;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.util.ArrayList;
import java.util.List;

/** A policy whose true positions are written down, for each of its episodes. */
final class Watched implements Policy {
    private final Policy policy;
    private final List<List<double[]>> episodes = new ArrayList<>();

    Watched(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void begin(Environment environment) {
        policy.begin(environment);
        episodes.add(new ArrayList<>());
    }

    @Override
    public double[] act(Environment environment) {
        episodes.get(episodes.size() - 1).add(environment.state());
        return policy.act(environment);
    }

    /** Where it was before each of its actions, for each episode that was begun. */
    List<List<double[]>> episodes() {
        return episodes;
    }
}
