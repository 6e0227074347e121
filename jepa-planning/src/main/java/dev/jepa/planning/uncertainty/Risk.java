package dev.jepa.planning.uncertainty;

import dev.jepa.core.tensor.Tensor;

/** One number for the costs of a plan in several possible worlds. */
public sealed interface Risk {
    /** The mean. */
    record Expected() implements Risk {
        @Override
        public Tensor of(Tensor costs) {
            return costs.mean(0);
        }
    }

    /** The greatest. */
    record WorstCase() implements Risk {
        @Override
        public Tensor of(Tensor costs) {
            return costs.max(0);
        }
    }

    /**
     * Conditional value at risk (Rockafellar and Uryasev 2000): the mean of the worst share of the worlds, rounded up to whole worlds.
     *
     * @param share in (0, 1]; 1 is the mean
     */
    record ConditionalValue(double share) implements Risk {
        public ConditionalValue {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must lie in (0, 1] but was " + share + ".");
            }
        }

        @Override
        public Tensor of(Tensor costs) {
            int worst = (int) Math.ceil(share * costs.size(0) - 1e-9);
            return costs.topK(worst, 0, true).values().mean(0);
        }
    }

    /**
     * The risk of each plan.
     *
     * @param costs [M, B]: worlds, plans
     * @return [B]
     */
    Tensor of(Tensor costs);
}
