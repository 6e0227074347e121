package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.Arrays;

/**
 * How gradients become steps, as a pure function: nothing changes in place. Rates are those of the longest steps, in half the range of an
 * action: a plan that finds nothing better for a while takes shorter ones.
 */
public sealed interface StepRule {
    /**
     * Adam (Kingma and Ba 2015) with beta 0.9, 0.999: steps of about the learning rate, whatever the scale of the cost. Differs from the
     * paper: epsilon is a share of the steepest component.
     */
    record Adam(double learningRate) implements StepRule {
        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        public Adam {
            requirePositive(learningRate);
        }

        @Override
        public State step(State state, Tensor gradient) {
            Tensor first = state.first.mul(BETA1).add(gradient.mul(1 - BETA1));
            Tensor second = state.second.mul(BETA2).add(gradient.square().mul(1 - BETA2));
            Tensor root = second.sqrt();
            Tensor steepest = root.max();
            State next = state.after(first, second);
            double[] rates = new double[next.steps.length];
            for (int k = 0; k < rates.length; k++) {
                double t = next.steps[k]; // the averages began with zero
                rates[k] = -learningRate * Math.sqrt(1 - Math.pow(BETA2, t)) / (1 - Math.pow(BETA1, t));
            }
            return next.moved(EachPlan.times(first.div(root.add(steepest.mul(EPSILON))), rates));
        }
    }

    /** Gradient descent with momentum (heavy ball). */
    record Momentum(double learningRate, double momentum) implements StepRule {
        public Momentum {
            requirePositive(learningRate);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must lie in [0, 1) but was " + momentum + ".");
            }
        }

        @Override
        public State step(State state, Tensor gradient) {
            Tensor velocity = state.first.mul(momentum).sub(gradient.mul(learningRate));
            return state.after(velocity, state.second).moved(velocity);
        }
    }

    /**
     * Where K descents are, and what they remember.
     *
     * @param position [K, H, A]
     * @param first an average of gradients, or a velocity, [K, H, A]
     * @param second an average of their squares, [K, H, A]
     * @param steps of each since it began, [K]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record State(Tensor position, Tensor first, Tensor second, int[] steps) {
        State at(Tensor other) {
            return new State(other, first, second, steps);
        }

        State moved(Tensor step) {
            return at(position.add(step));
        }

        /** Here, one step later. */
        State after(Tensor otherFirst, Tensor otherSecond) {
            return new State(
                    position,
                    otherFirst,
                    otherSecond,
                    Arrays.stream(steps).map(t -> t + 1).toArray());
        }

        /** With some of the descents at other positions and nothing remembered. */
        State begunAnew(boolean[] which, Tensor positions) {
            int[] fewer = steps.clone();
            for (int k = 0; k < which.length; k++) {
                fewer[k] = which[k] ? 0 : fewer[k];
            }
            return new State(
                    EachPlan.where(which, positions, position),
                    EachPlan.where(which, first.mul(0), first),
                    EachPlan.where(which, second.mul(0).add(Float.MIN_NORMAL), second),
                    fewer);
        }

        State keptBy(TensorScope scope) {
            return new State(scope.keep(position), scope.keep(first), scope.keep(second), steps);
        }
    }

    /** The next position. */
    State step(State state, Tensor gradient);

    /** The state before the first step from positions [K, H, A]. */
    default State begin(Tensor position) {
        Tensor zero = position.mul(0);
        return new State(position, zero, zero.add(Float.MIN_NORMAL), new int[(int) position.size(0)]);
    }

    private static void requirePositive(double learningRate) {
        if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be > 0 and finite but was " + learningRate + ".");
        }
    }
}
