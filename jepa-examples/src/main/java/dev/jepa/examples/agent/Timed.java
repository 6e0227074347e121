package dev.jepa.examples.agent;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;

/** A policy whose actions are timed: looking at the picture, encoding it and choosing, but not the world's step. */
final class Timed implements Policy {
    private final Policy policy;
    private long nanos;
    private long actions;

    Timed(Policy policy) {
        this.policy = policy;
    }

    @Override
    public void begin(Environment environment) {
        policy.begin(environment);
    }

    @Override
    public double[] act(Environment environment) {
        long begin = System.nanoTime();
        double[] action = policy.act(environment);
        nanos += System.nanoTime() - begin;
        actions++;
        return action;
    }

    /** Seconds of an action, on average. */
    double seconds() {
        return nanos / 1e9 / actions;
    }
}
