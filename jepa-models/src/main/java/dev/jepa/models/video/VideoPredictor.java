package dev.jepa.models.video;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Pred: the next map of features from the last K.
 *
 * <p>Legend: B batch, T time, K context length, D features, H W places.
 */
public abstract class VideoPredictor extends Module {
    /** K, the maps that a prediction looks back at. */
    public abstract int contextLength();

    /**
     * The map that follows.
     *
     * @param context the last K maps, oldest first, [B, K, D, H, W]
     * @return [B, D, H, W]
     */
    public abstract Tensor step(Tensor context, Mode mode);

    /**
     * The maps that follow a sequence, each predicted from the maps and predictions before it (autoregressively).
     *
     * @param states [B, T, D, H, W], T &gt;= K, of which the last K are looked at
     * @return [B, steps, D, H, W]
     */
    public Tensor unroll(Tensor states, int steps, Mode mode) {
        int length = contextLength();
        requireMaps(states, length, steps);
        List<Tensor> maps = new ArrayList<>();
        for (long t = states.size(1) - length; t < states.size(1); t++) {
            maps.add(states.select(1, t));
        }
        for (int h = 0; h < steps; h++) {
            Tensor context = Tensors.stack(maps.subList(h, h + length), 1); // [B, K, D, H, W]
            maps.add(step(context, mode.at(h)));
        }
        return Tensors.stack(maps.subList(length, maps.size()), 1);
    }

    /**
     * Predictions of all positions at once, again and again: each pass predicts s_K … s_T-1 from the predictions of the pass before
     * it, with the first K true maps put in front of them; the first pass from the true maps.
     *
     * <p>So pass h predicts s_t from true maps up to s_t-h, or from the first K where those reach further; the last of T - K
     * passes or more is {@link #unroll} from the first K (under {@link Mode#EVAL}: in training a pass has its batch statistics).
     *
     * @param states [B, T, D, H, W], T &gt; K
     * @return what each pass predicts, [B, T - K, D, H, W]
     */
    public List<Tensor> unrollParallel(Tensor states, int passes, Mode mode) {
        int length = contextLength();
        requireMaps(states, length + 1, passes);
        Tensor first = states.slice(1, 0, length);
        List<Tensor> predictions = new ArrayList<>();
        for (int h = 0; h < passes; h++) {
            Tensor seen = h == 0 ? states : Tensors.concat(List.of(first, predictions.get(h - 1)), 1);
            Tensor next = stepEverywhere(seen, mode.at(h)); // [B, T - K + 1, D, H, W]
            predictions.add(next.slice(1, 0, states.size(1) - length));
        }
        return predictions;
    }

    /** What follows every K maps of a sequence, the last K too: their share in batch statistics is the authors'. */
    private Tensor stepEverywhere(Tensor states, Mode mode) {
        int length = contextLength();
        long positions = states.size(1) - length + 1;
        List<Tensor> shifted = new ArrayList<>();
        for (int k = 0; k < length; k++) {
            shifted.add(states.slice(1, k, k + positions));
        }
        Tensor contexts = Tensors.stack(shifted, 2).flatten(0, 1); // [B (T - K + 1), K, D, H, W]
        Tensor next = step(contexts, mode); // [B (T - K + 1), D, H, W]
        return next.reshape(states.size(0), positions, next.size(1), next.size(2), next.size(3));
    }

    private static void requireMaps(Tensor states, int least, int steps) {
        if (states.shape().rank() != 5 || states.size(1) < least) {
            throw new IllegalArgumentException("States must be [B, T, D, H, W] with T >= " + least + " but were "
                    + states.shape() + ".\nMaybe time and features are exchanged: transpose(1, 2).");
        }
        if (steps < 1) {
            throw new IllegalArgumentException("Predicting takes >= 1 steps but " + steps + " were asked for.");
        }
    }
}
