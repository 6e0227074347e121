package dev.jepa.planning.env.control;

import dev.jepa.planning.env.Frame;
import java.util.random.RandomGenerator;

/**
 * A pendulum to swing up and to hold: state (angle from upright, angular velocity), action the torque.
 *
 * <p>angle'' = 3 g / (2 l) sin(angle) + 3 / (m l^2) torque, the rod of Gymnasium's Pendulum (m = l = 1, g = 10, torque within 2,
 * steps of 0.05 s). Differs from Gymnasium's: Runge-Kutta instead of semi-implicit Euler, and velocities are not clamped. The torque is too
 * weak to lift it at once.
 */
public final class Pendulum extends RodWorld {
    private static final double GRAVITY = 10;
    private static final double STEP = 0.05;

    private static final double FASTEST = 8;

    private final Start start;

    /** How an episode begins. */
    public enum Start {
        /** Hanging, with a little swing. */
        HANGING,
        /** At any angle, with any speed up to 8 radians a second: to learn from. */
        ANYWHERE
    }

    /** A pendulum to swing up, in the episode of seed 0. */
    public Pendulum() {
        this(Start.HANGING);
    }

    /** A pendulum in the episode of seed 0. */
    public Pendulum(Start start) {
        super(new Integrated(2, Pendulum::derivative, STEP, 2), 2, 200);
        this.start = start;
        reset(0);
    }

    private static double[] derivative(double[] state, double torque) {
        return new double[] {state[1], 1.5 * GRAVITY * Math.sin(state[0]) + 3 * torque};
    }

    @Override
    double[] start(RandomGenerator generator) {
        if (start == Start.ANYWHERE) {
            return new double[] {Math.PI * (2 * generator.nextDouble() - 1), FASTEST * (2 * generator.nextDouble() - 1)
            };
        }
        return new double[] {Math.PI + 0.4 * (generator.nextDouble() - 0.5), 0.4 * (generator.nextDouble() - 0.5)};
    }

    @Override
    Frame frame(double[] at) {
        return Rod.draw(0.5, at[0], 0.4);
    }

    /** The angle from upright, in radians. */
    @Override
    public double distance() {
        return Math.abs(wrapped(state()[0]));
    }

    @Override
    public double successDistance() {
        return 0.2;
    }
}
