package dev.jepa.examples.agent;

import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A policy whose actions are timed: looking at the picture, encoding it and choosing, but not the world's step. What counts is the time
 * that the processor spends on this thread, so that other work on the machine does not.
 */
final class Timed implements Policy {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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
        long begin = THREADS.getCurrentThreadCpuTime();
        double[] action = policy.act(environment);
        nanos += THREADS.getCurrentThreadCpuTime() - begin;
        actions++;
        return action;
    }

    /** Processor time of an action in seconds, on average. */
    double seconds() {
        return nanos / 1e9 / actions;
    }
}
