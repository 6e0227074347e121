package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Pred: the representations that actions lead to.
 *
 * <p>Legend: B batch, T time, D features, E features of an encoded action.
 */
public abstract class ActionPredictor extends Module {
    private final int dim;
    private final int actionDim;

    /**
     * A predictor of states of D = {@code dim} features under actions of E = {@code actionDim}.
     *
     * @throws IllegalArgumentException if D is below 1 or E below 0
     */
    protected ActionPredictor(int actionDim, int dim) {
        Bounds.maybe("the encoder's dim(), and 0 where nothing acts")
                .atLeast(1, "dim", dim)
                .atLeast(0, "actionDim", actionDim);
        this.dim = dim;
        this.actionDim = actionDim;
    }

    /** Checks for states [B, D] and actions [B, E]. */
    protected final void requireStep(Tensor states, Tensor actions) {
        require(states, actions, actions.shape().rank() == 2, "[B, " + actionDim + "]");
    }

    /** Checks for states [B, D] and actions [B, T, E], T >= 1. */
    protected final void requireSequence(Tensor states, Tensor actions) {
        require(states, actions, actions.shape().rank() == 3 && actions.size(1) >= 1, "[B, T, " + actionDim + "]");
    }

    private void require(Tensor states, Tensor actions, boolean axes, String expected) {
        if (!axes
                || states.shape().rank() != 2
                || states.size(1) != dim
                || states.size(0) != actions.size(0)
                || actions.size(-1) != actionDim) {
            throw new IllegalArgumentException("States and encoded actions must be [B, " + dim + "] and " + expected
                    + " with one B but were " + states.shape() + " and " + actions.shape()
                    + ".\nMaybe the actions are another world's, or axes are exchanged.");
        }
    }

    /**
     * The next state.
     *
     * @param states [B, D]
     * @param actions [B, E]
     * @return [B, D]
     */
    public abstract Tensor step(Tensor states, Tensor actions, Mode mode);

    /**
     * The states that follow s_0, each predicted from the prediction before it.
     *
     * @param states s_0, [B, D]
     * @param actions [B, T, E]
     * @return s_1 … s_T, [B, T, D]
     */
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        requireSequence(states, actions);
        List<Tensor> unrolled = new ArrayList<>();
        Tensor state = states;
        for (int t = 0; t < actions.size(1); t++) {
            state = step(state, actions.select(1, t), mode.at(t));
            unrolled.add(state);
        }
        return Tensors.stack(unrolled, 1);
    }
}
