package dev.jepa.examples.agent;

import dev.jepa.planning.env.Dynamics;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.WrappedEnvironment;

/** A world of flat actions that has changed under the agent: every action (dx, dy) is turned by an angle before it is carried out. */
final class TurnedWorld extends WrappedEnvironment {
    private final double cos;
    private final double sin;

    /** @param angle in degrees, from x towards y */
    TurnedWorld(Environment world, double angle) {
        super(world);
        this.cos = Math.cos(Math.toRadians(angle));
        this.sin = Math.sin(Math.toRadians(angle));
    }

    private double[] turned(double[] action) {
        return actionBounds()
                .project(new double[] {cos * action[0] - sin * action[1], sin * action[0] + cos * action[1]});
    }

    @Override
    public void step(double[] action) {
        actionBounds().require(action);
        super.step(turned(action));
    }

    @Override
    public Dynamics dynamics() {
        Dynamics straight = super.dynamics();
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
}
