package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/** How gradients become steps, as a pure function: nothing changes in place. */
public sealed interface StepRule {
    /** Adam (Kingma and Ba 2015) with beta 0.9, 0.999: steps of about the learning rate, whatever the scale of the cost. */
    record Adam(double learningRate) implements StepRule {
        private static final double BETA1 = 0.9;
        private static final double BETA2 = 0.999;
        private static final double EPSILON = 1e-8;

        public Adam {
            requirePositive(learningRate);
        }

        @Override
        public State step(State state, Tensor gradient) {
            double t = state.steps + 1.0;
            Tensor first = state.first.mul(BETA1).add(gradient.mul(1 - BETA1));
            Tensor second = state.second.mul(BETA2).add(gradient.square().mul(1 - BETA2));
            Tensor root = second.div(1 - Math.pow(BETA2, t)).sqrt().add(EPSILON);
            Tensor step = first.div(root).mul(learningRate / (1 - Math.pow(BETA1, t)));
            return new State(state.position.sub(step), first, second, state.steps + 1);
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
            return new State(state.position.add(velocity), velocity, state.second, state.steps + 1);
        }
    }

    /** Where a descent is, and what it remembers: two averages of gradients. */
    record State(Tensor position, Tensor first, Tensor second, long steps) {
        State at(Tensor other) {
            return new State(other, first, second, steps);
        }

        State keptBy(TensorScope scope) {
            return new State(scope.keep(position), scope.keep(first), scope.keep(second), steps);
        }
    }

    /** The next position. */
    State step(State state, Tensor gradient);

    /** The state before the first step. */
    default State begin(Tensor position) {
        Tensor zero = position.mul(0);
        return new State(position, zero, zero, 0);
    }

    private static void requirePositive(double learningRate) {
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("learningRate must be > 0 but was " + learningRate + ".");
        }
    }
}
