package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import java.util.Arrays;

/** Finite sets of actions. */
final class ActionChoices {
    private ActionChoices() {}

    /** The actions [M, A] in the problem's type, if all of them are allowed. */
    static Tensor require(Search search, Tensor actions) {
        int dim = search.problem().actionDim();
        if (actions.shape().rank() != 2 || actions.size(0) < 1 || actions.size(1) != dim) {
            throw new IllegalArgumentException(
                    "actions to choose from must be [M, " + dim + "] but were " + actions.shape() + ".");
        }
        double[] values = actions.toDoubleArray();
        for (int i = 0; i < values.length; i += dim) {
            search.problem().bounds().require(Arrays.copyOfRange(values, i, i + dim));
        }
        return search.like(actions);
    }
}
