package dev.jepa.planning.env.control;

import dev.jepa.core.data.Image;
import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Dynamics;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;
import java.util.random.RandomGenerator;

/** What the pendulum and the cart-pole share: a differential equation, an upright goal, a picture of a rod. */
abstract sealed class RodWorld implements Environment permits CartPole, Pendulum {
    private final Dynamics dynamics;
    private final ActionBounds bounds;
    private final int maxSteps;
    private double[] state;

    RodWorld(Dynamics dynamics, double bound, int maxSteps) {
        this.dynamics = dynamics;
        this.bounds = ActionBounds.symmetric(1, bound);
        this.maxSteps = maxSteps;
        this.state = new double[dynamics.stateDim()];
    }

    /** A state to begin an episode with. */
    abstract double[] start(RandomGenerator generator);

    /** What a state looks like. */
    abstract Frame frame(double[] at);

    @Override
    public final void reset(long seed) {
        state = start(Rng.of(seed).at(getClass().getSimpleName()).generator());
    }

    @Override
    public final void step(double[] action) {
        bounds.require(action);
        state = dynamics.next(state, action);
    }

    @Override
    public final double[] state() {
        return state.clone();
    }

    /** Upright, at rest: all zeros. */
    @Override
    public final double[] goal() {
        return new double[state.length];
    }

    @Override
    public final Frame observe() {
        return frame(state);
    }

    @Override
    public final Frame observeGoal() {
        return frame(goal());
    }

    @Override
    public final ActionBounds actionBounds() {
        return bounds;
    }

    @Override
    public final int maxSteps() {
        return maxSteps;
    }

    @Override
    public final Dynamics dynamics() {
        return dynamics;
    }

    @Override
    public final Image render() {
        Frame frame = observe();
        return Image.of(1, frame.height(), frame.width(), frame.pixels());
    }

    /** An angle in [-pi, pi]. */
    static double wrapped(double angle) {
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
