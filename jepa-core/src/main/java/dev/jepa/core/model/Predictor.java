package dev.jepa.core.model;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/**
 * Pred: maps the representation of the context to the predicted representation of the target, s~_y = Pred(s_x, z)
 * (LeCun 2022, section 4.4).
 *
 * @param <C> what the prediction is conditioned on: a {@link Tensor} of actions or of a latent variable, or a record of
 *     several things such as the positions of context and target
 */
@FunctionalInterface
public interface Predictor<C> {
    /**
     * The predicted representation of the target.
     *
     * @param contextLatent s_x: [B, D], or tokens [B, N, D]
     * @param condition a, z or positions
     * @return s~_y, in the space of the target's representation
     */
    Tensor predict(Tensor contextLatent, C condition, Mode mode);
}
