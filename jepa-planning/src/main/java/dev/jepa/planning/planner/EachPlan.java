package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;

/** Numbers of K plans against tensors [K, H, A]. */
final class EachPlan {
    private EachPlan() {}

    /** Each plan times its own factor; one scalar where all are alike. */
    static Tensor times(Tensor plans, double[] factors) {
        if (Arrays.stream(factors).allMatch(factor -> factor == factors[0])) {
            return factors[0] == 1 ? plans : plans.mul(factors[0]);
        }
        return plans.mul(column(factors, plans));
    }

    /** The plans of one tensor where the mask holds, else of the other. */
    static Tensor where(boolean[] mask, Tensor these, Tensor others) {
        double[] flags = new double[mask.length];
        for (int k = 0; k < flags.length; k++) {
            flags[k] = mask[k] ? 1 : 0;
        }
        double chosen = Arrays.stream(flags).sum();
        if (chosen == 0 || chosen == flags.length) {
            return chosen == 0 ? others : these;
        }
        return column(flags, these).gt(0).where(these, others);
    }

    /** [K, 1, 1]. */
    private static Tensor column(double[] values, Tensor like) {
        return Tensors.of(values, values.length, 1, 1).to(like.dtype()).to(like.device());
    }
}
