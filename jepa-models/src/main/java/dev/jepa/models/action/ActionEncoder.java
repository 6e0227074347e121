package dev.jepa.models.action;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;

/** Turns actions into what the predictor is conditioned on: Linear, SiLU, Linear ({@code 0} and {@code 2}). */
public final class ActionEncoder extends Module {
    private final Linear first;
    private final Linear second;

    /** From A = {@code actionDim} components to E = {@code dim} features. */
    public ActionEncoder(int actionDim, int dim, Init init) {
        first = child("0", new Linear(actionDim, dim, init.at("0")));
        second = child("2", new Linear(dim, dim, init.at("2")));
    }

    /** [..., A] to [..., E]. */
    public Tensor forward(Tensor actions) {
        return second.forward(first.forward(actions).silu());
    }
}
