package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;

/**
 * How gradients become steps, as a pure function: nothing changes in place. Rates are those of the longest steps, in half the range of an
 * action: a plan that finds nothing better for a while takes shorter ones.
 */
public sealed interface StepRule {
    /**
     * Adam (Kingma and Ba 2015) with beta 0.9, 0.999: steps of about the learning rate, whatever the scale of the cost. Differs from the
     * paper: epsilon is a share of the plan's steepest component.
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
            Tensor t = state.steps.add(1);
            Tensor first = state.first.mul(BETA1).add(gradient.mul(1 - BETA1));
            Tensor second = state.second.mul(BETA2).add(gradient.square().mul(1 - BETA2));
            Tensor root = second.div(shareOfGradients(BETA2, t)).sqrt();
            Tensor steepest = root.flatten(1, 2).max(1).reshape(-1, 1, 1);
            root = root.add(steepest.mul(EPSILON).add(Float.MIN_NORMAL));
            Tensor step = first.div(root).div(shareOfGradients(BETA1, t)).mul(learningRate);
            return new State(state.position.sub(step), first, second, t);
        }

        /** 1 - beta^t: the weights of t gradients in an average that began with zero. */
        private static Tensor shareOfGradients(double beta, Tensor t) {
            return t.mul(Math.log(beta)).exp().subtractFrom(1);
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
            return new State(state.position.add(velocity), velocity, state.second, state.steps.add(1));
        }
    }

    /**
     * Where K descents are, and what they remember.
     *
     * @param position [K, H, A]
     * @param first an average of gradients, or a velocity, [K, H, A]
     * @param second an average of their squares, [K, H, A]
     * @param steps taken since the beginning, [K, 1, 1]
     */
    record State(Tensor position, Tensor first, Tensor second, Tensor steps) {
        State at(Tensor other) {
            return new State(other, first, second, steps);
        }

        /** Here, with nothing remembered. */
        State afresh() {
            return new State(position, first.mul(0), second.mul(0), steps.mul(0));
        }

        /** This where the mask [K, 1, 1] holds, else the other. */
        State orElse(State other, Tensor mask) {
            return new State(
                    mask.where(position, other.position),
                    mask.where(first, other.first),
                    mask.where(second, other.second),
                    mask.where(steps, other.steps));
        }

        State keptBy(TensorScope scope) {
            return new State(scope.keep(position), scope.keep(first), scope.keep(second), scope.keep(steps));
        }
    }

    /** The next position. */
    State step(State state, Tensor gradient);

    /** The state before the first step from positions [K, H, A]. */
    default State begin(Tensor position) {
        Tensor zero = Tensors.zeros(position.dtype(), position.device(), position.shape());
        return new State(position, zero, zero, zero.slice(1, 0, 1).slice(2, 0, 1));
    }

    private static void requirePositive(double learningRate) {
        if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be > 0 and finite but was " + learningRate + ".");
        }
    }
}
