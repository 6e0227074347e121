package dev.jepa.planning.env;

/**
 * A world in which each action lasts for several steps of another world: a plan of few actions then looks far ahead.
 *
 * <p>{@link #maxSteps} are the other world's, rounded up to whole actions.
 */
public final class ActionRepeat extends WrappedEnvironment {
    private final int times;

    /**
     * A world that owns another from now on.
     *
     * @param times steps of the other world an action lasts
     */
    public ActionRepeat(Environment world, int times) {
        super(world);
        if (times < 1) {
            throw new IllegalArgumentException("times must be >= 1 but was " + times + ".");
        }
        this.times = times;
    }

    private record Repeated(Dynamics once, int times) implements Dynamics {
        @Override
        public int stateDim() {
            return once.stateDim();
        }

        @Override
        public int actionDim() {
            return once.actionDim();
        }

        @Override
        public double[] next(double[] state, double[] action) {
            double[] current = state;
            for (int i = 0; i < times; i++) {
                current = once.next(current, action);
            }
            return current;
        }
    }

    @Override
    public void step(double[] action) {
        for (int i = 0; i < times; i++) {
            super.step(action);
        }
    }

    @Override
    public int maxSteps() {
        return (int) ((super.maxSteps() + (long) times - 1) / times);
    }

    @Override
    public Dynamics dynamics() {
        return new Repeated(super.dynamics(), times);
    }
}
