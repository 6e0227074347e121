package dev.jepa.examples.worlds;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.action.ActionBounds;

/**
 * A model as planners see it: actions are the world's, and the model is given them with the box of their bounds as [-1, 1].
 *
 * @param model the model
 * @param bounds of the world's actions
 */
record ScaledActions(ActionJepa model, ActionBounds bounds) implements WorldModel {
    /** Actions [..., A] with the box of their bounds as [-1, 1]. */
    static Tensor scaled(Tensor actions, ActionBounds bounds) {
        double[] low = bounds.low();
        double[] high = bounds.high();
        double[] middle = new double[low.length];
        double[] half = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            middle[i] = (low[i] + high[i]) / 2;
            half[i] = (high[i] - low[i]) / 2;
        }
        return actions.sub(like(middle, actions)).div(like(half, actions));
    }

    private static Tensor like(double[] values, Tensor actions) {
        return Tensors.of(values, values.length).to(actions.dtype()).to(actions.device());
    }

    @Override
    public Tensor encode(Tensor observations) {
        return model.encode(observations);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return model.predict(states, scaled(actions, bounds));
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        return model.unroll(states, scaled(actions, bounds));
    }
}
