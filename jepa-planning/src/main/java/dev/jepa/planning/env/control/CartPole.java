package dev.jepa.planning.env.control;

import dev.jepa.planning.env.Frame;
import java.util.random.RandomGenerator;

/**
 * A cart with a pole to balance, or to swing up: state (position, angle from upright, velocity, angular velocity), action the
 * force on the cart within 10 N.
 *
 * <p>The equations of Barto, Sutton and Anderson 1983 without friction, as corrected by Florian 2007: cart 1 kg, pole 0.1 kg and 1 m long,
 * g = 9.8, steps of 0.02 s. Nothing stops the cart; it leaves the picture beyond 2.4 m.
 */
public final class CartPole extends RodWorld {
    private static final double GRAVITY = 9.8;
    private static final double CART = 1;
    private static final double POLE = 0.1;
    private static final double HALF_LENGTH = 0.5;
    private static final double STEP = 0.02;
    private static final double VISIBLE = 2.4;

    private static final double FASTEST_CART = 3;
    private static final double FASTEST_POLE = 8;

    private final Task task;

    /** How an episode begins. */
    public enum Task {
        /** Nearly upright. */
        BALANCE,
        /** Hanging. */
        SWING_UP,
        /** As {@link #SWING_UP}, but from anywhere in sight, at any angle and with any speed within 3 m/s and 8 radians a second: to learn from. */
        ANYWHERE
    }

    /** A cart-pole in the episode of seed 0. */
    public CartPole(Task task) {
        super(new Integrated(4, CartPole::derivative, STEP, 1), 10, task == Task.BALANCE ? 200 : 300);
        this.task = task;
        reset(0);
    }

    private static double[] derivative(double[] state, double force) {
        double sin = Math.sin(state[1]);
        double cos = Math.cos(state[1]);
        double total = CART + POLE;
        double pushed = (force + POLE * HALF_LENGTH * state[3] * state[3] * sin) / total;
        double angular = (GRAVITY * sin - cos * pushed) / (HALF_LENGTH * (4.0 / 3 - POLE * cos * cos / total));
        double linear = pushed - POLE * HALF_LENGTH * angular * cos / total;
        return new double[] {state[2], state[3], linear, angular};
    }

    @Override
    double[] start(RandomGenerator generator) {
        if (task == Task.ANYWHERE) {
            return new double[] {
                VISIBLE * (2 * generator.nextDouble() - 1),
                Math.PI * (2 * generator.nextDouble() - 1),
                FASTEST_CART * (2 * generator.nextDouble() - 1),
                FASTEST_POLE * (2 * generator.nextDouble() - 1)
            };
        }
        double[] state = new double[4];
        for (int i = 0; i < state.length; i++) {
            state[i] = 0.1 * (generator.nextDouble() - 0.5);
        }
        state[1] += task == Task.SWING_UP ? Math.PI : 0;
        return state;
    }

    @Override
    Frame frame(double[] at) {
        return Rod.draw(0.5 + at[0] / (2 * VISIBLE), at[1], 0.3);
    }

    /** The angle from upright in radians, or infinite when the cart is out of sight. */
    @Override
    public double distance() {
        double[] state = state();
        return Math.abs(state[0]) > VISIBLE ? Double.POSITIVE_INFINITY : Math.abs(wrapped(state[1]));
    }

    @Override
    public double successDistance() {
        return 0.21;
    }
}
