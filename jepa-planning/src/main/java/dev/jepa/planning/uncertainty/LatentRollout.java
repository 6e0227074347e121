package dev.jepa.planning.uncertainty;

import dev.jepa.core.model.LatentModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** A latent-variable model unrolled. */
final class LatentRollout {
    private LatentRollout() {}

    /**
     * The states that actions lead to in given worlds.
     *
     * @param states s_0, [B, D]
     * @param actions [B, T, A]
     * @param latents z, [B, T, Z] or [1, T, Z] for all
     * @return [B, T, D]
     */
    static Tensor of(LatentModel model, Tensor states, Tensor actions, Tensor latents) {
        Tensor each = latents.expand(states.size(0), latents.size(1), latents.size(2));
        List<Tensor> unrolled = new ArrayList<>();
        Tensor state = states;
        for (int t = 0; t < actions.size(1); t++) {
            state = model.predict(state, actions.select(1, t), each.select(1, t));
            unrolled.add(state);
        }
        return Tensors.stack(unrolled, 1);
    }
}
