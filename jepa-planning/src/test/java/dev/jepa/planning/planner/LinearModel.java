package dev.jepa.planning.planner;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;

/** s' = s A^T + a B^T: a world whose best plan is known. */
record LinearModel(Tensor a, Tensor b) implements WorldModel {
    @Override
    public Tensor encode(Tensor observations) {
        return observations;
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return states.matmul(a.transpose(0, 1)).add(actions.matmul(b.transpose(0, 1)));
    }
}
