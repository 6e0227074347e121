package dev.jepa.examples.agent;

import dev.jepa.core.data.Image;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Dynamics;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;

/** A world of flat actions that has changed under the agent: every action (dx, dy) is turned by an angle before it is carried out. */
final class TurnedWorld implements Environment {
    private final Environment world;
    private final double cos;
    private final double sin;

    /** @param angle in degrees, from x towards y */
    TurnedWorld(Environment world, double angle) {
        this.world = world;
        this.cos = Math.cos(Math.toRadians(angle));
        this.sin = Math.sin(Math.toRadians(angle));
    }

    private double[] turned(double[] action) {
        return world.actionBounds()
                .project(new double[] {cos * action[0] - sin * action[1], sin * action[0] + cos * action[1]});
    }

    @Override
    public void step(double[] action) {
        world.actionBounds().require(action);
        world.step(turned(action));
    }

    @Override
    public Dynamics dynamics() {
        Dynamics straight = world.dynamics();
        return new Dynamics() {
            @Override
            public int stateDim() {
                return straight.stateDim();
            }

            @Override
            public int actionDim() {
                return straight.actionDim();
            }

            @Override
            public double[] next(double[] state, double[] action) {
                return straight.next(state, turned(action));
            }
        };
    }

    @Override
    public void reset(long seed) {
        world.reset(seed);
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
    public Image render() {
        return world.render();
    }
}
