package dev.jepa.losses.temporal;

import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * The action can be read off the states around it: mean (f(s_t, s_t+1) - a_t)^2.
 *
 * <p>It keeps in the representation what actions change, and so prevents its collapse. Source: PLDM, arXiv 2502.14819; eb_jepa's
 * InverseDynamicsLoss. Legend: B batch, T time, D features, A action.
 */
public final class InverseDynamics {
    private InverseDynamics() {}

    /**
     * The mean over all elements of the T - 1 actions between states.
     *
     * @param states [B, T, D], or maps [B, T, C, H, W], which are flattened to D = C H W; T &gt;= 2
     * @param actions [B, T - 1, A]; or [B, T, A], of which the last, that leads beyond the last state, is left out
     * @return a scalar
     */
    public static Tensor loss(Tensor states, Tensor actions, ActionReader reader) {
        TemporalSimilarity.requireSteps(states);
        long steps = states.size(1);
        if (actions.shape().rank() != 3
                || actions.size(0) != states.size(0)
                || (actions.size(1) != steps && actions.size(1) != steps - 1)) {
            throw new IllegalArgumentException(
                    "Actions must be [" + states.size(0) + ", " + (steps - 1) + " or " + steps
                            + ", A] for states " + states.shape() + " but were " + actions.shape()
                            + ".\nMaybe the axes of time and action are exchanged: transpose(1, 2).");
        }
        Embeddings.requireFloating("A sequence of actions", actions);
        int rank = states.shape().rank();
        Tensor flat = rank == 3 ? states : states.flatten(2, rank - 1); // [B, T, D]
        Tensor read = reader.read(flat.slice(1, 0, steps - 1), flat.slice(1, 1, steps)); // [B, T - 1, A]
        Tensor taken = actions.slice(1, 0, steps - 1); // [B, T - 1, A]
        if (!read.shape().equals(taken.shape())) {
            throw new IllegalArgumentException("The actions read off the states must be " + taken.shape() + " but were "
                    + read.shape() + ".\nMaybe the reader was made for actions of another width.");
        }
        return Losses.mse(read, taken);
    }
}
