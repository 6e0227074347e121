package dev.jepa.planning.env;

import dev.jepa.core.data.Image;
import dev.jepa.planning.action.ActionBounds;

/**
 * A world in which each action lasts for several steps of another world: a plan of few actions then looks far ahead.
 *
 * <p>{@link #maxSteps} are the other world's, rounded up to whole actions.
 */
public final class ActionRepeat implements Environment {
    private final Environment world;
    private final int times;

    /**
     * A world that owns another from now on.
     *
     * @param times steps of the other world an action lasts
     */
    public ActionRepeat(Environment world, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be >= 1 but was " + times + ".");
        }
        this.world = world;
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
    public void reset(long seed) {
        world.reset(seed);
    }

    @Override
    public void step(double[] action) {
        for (int i = 0; i < times; i++) {
            world.step(action);
        }
    }

    @Override
    public double[] state() {
        return world.state();
    }

    @Override
    public double[] goal() {
        return world.goal();
    }

    @Override
    public Frame observe() {
        return world.observe();
    }

    @Override
    public Frame observeGoal() {
        return world.observeGoal();
    }

    @Override
    public ActionBounds actionBounds() {
        return world.actionBounds();
    }

    @Override
    public double distance() {
        return world.distance();
    }

    @Override
    public double successDistance() {
        return world.successDistance();
    }

    @Override
    public int maxSteps() {
        return (world.maxSteps() + times - 1) / times;
    }

    @Override
    public Dynamics dynamics() {
        return new Repeated(world.dynamics(), times);
    }

    @Override
    public Image render() {
        return world.render();
    }
}
