package dev.jepa.planning.env;

/** Repeats each action of another policy for some steps: random actions then lead somewhere instead of cancelling out. */
public final class HeldActions implements Policy {
    private final Policy policy;
    private final int steps;
    private double[] held = {};
    private int left;

    /** Each action for this many steps. */
    public HeldActions(Policy policy, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be >= 1 but was " + steps + ".");
        }
        this.policy = policy;
        this.steps = steps;
    }

    @Override
    public void begin(Environment environment) {
        left = 0;
        policy.begin(environment);
    }

    @Override
    public double[] act(Environment environment) {
        if (left == 0) {
            held = policy.act(environment);
            left = steps;
        }
        left--;
        return held.clone();
    }
}
