package dev.jepa.examples.agent;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.util.ArrayList;
import java.util.List;

/** A policy whose true positions are written down, over all its episodes. */
final class Watched implements Policy {
    private final Policy policy;
    private final List<double[]> positions = new ArrayList<>();

    Watched(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void begin(Environment environment) {
        policy.begin(environment);
    }

    @Override
    public double[] act(Environment environment) {
        positions.add(environment.state());
        return policy.act(environment);
    }

    /** Where it was before each of its actions. */
    List<double[]> positions() {
        return positions;
    }
}
