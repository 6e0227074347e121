package dev.jepa.planning.env;

import dev.jepa.core.data.Image;
import dev.jepa.planning.action.ActionBounds;

/** Another world as it is: what a subclass does not change. It owns the other world from now on. */
public abstract class WrappedEnvironment implements Environment {
    private final Environment world;

    /** A world around another. */
    protected WrappedEnvironment(Environment world) {
        this.world = world;
    }

    @Override
    public void reset(long seed) {
        world.reset(seed);
    }

    @Override
    public void step(double[] action) {
        world.step(action);
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
        return world.maxSteps();
    }

    @Override
    public Dynamics dynamics() {
        return world.dynamics();
    }

    @Override
    public Image render() {
        return world.render();
    }
}
