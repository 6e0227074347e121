package dev.jepa.models.jea;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.vicregl.LocalView;
import java.util.List;

/**
 * What the networks make of V views of N images.
 *
 * @param embeddings of the projector, V of [N, D]
 * @param predictions of the predictor from these, V of [N, D]; none without a predictor
 * @param targets of the target network, V of [N, D], without gradients; the embeddings themselves where there is no target
 *     network
 * @param large how many of the views are large, from the first
 * @param local embeddings with maps and their locations, V of them; none where the objective needs none
 */
public record ViewOutputs(
        List<Tensor> embeddings, List<Tensor> predictions, List<Tensor> targets, int large, List<LocalView> local) {
    public ViewOutputs {
        if (embeddings.size() < 2
                || targets.size() != embeddings.size()
                || (!predictions.isEmpty() && predictions.size() != embeddings.size())) {
            throw new IllegalArgumentException("At least two views are needed, each with an embedding and a target, but"
                    + " there were " + embeddings.size() + " embeddings, " + predictions.size() + " predictions and "
                    + targets.size() + " targets.\nMaybe the loader makes one view only.");
        }
        embeddings = List.copyOf(embeddings);
        predictions = List.copyOf(predictions);
        targets = List.copyOf(targets);
        local = List.copyOf(local);
    }
}
