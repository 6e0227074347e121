package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * A causal transformer over the last states, each token conditioned on its action by adaptive normalisation: what LeWorldModel
 * and DINO-WM predict with, s_t+1 = s_t + head(token t).
 *
 * <p>The head begins at zero, so predictions begin as copies.
 */
public final class TransformerPredictor extends ActionPredictor {
    private final int context;
    private final Linear embed; // [W, D]
    private final Linear condition; // [W, E]
    private final Tensor positions; // [context, W]
    private final List<AdaptiveBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear head; // [D, W]

    /**
     * A predictor.
     *
     * @param actionDim E
     * @param dim D
     * @param width W, features of a token
     * @param context states that a prediction looks back at
     */
    public TransformerPredictor(int actionDim, int dim, int width, int depth, int heads, int context, Init init) {
        super(actionDim, dim);
        Bounds.maybe("PredictorConfig.Residual, which predicts what happens by itself")
                .atLeast(1, "actionDim", actionDim);
        this.context = context;
        embed = child("embed", new Linear(dim, width, init.at("embed")));
        condition = child("condition", new Linear(actionDim, width, init.at("condition")));
        positions = parameter("positions", init.at("positions").make(Initializer.normal(.02), context, width));
        for (int i = 0; i < depth; i++) {
            blocks.add(child(
                    "blocks." + i,
                    new AdaptiveBlock(width, heads, width, init.at("blocks").at(i))));
        }
        norm = child("norm", new LayerNorm(width, init.at("norm")));
        head = child("head", new Linear(width, dim, Initializer.zeros(), init.at("head")));
    }

    /**
     * The state after each of a window's, given all up to it.
     *
     * @param states s_0 … s_T-1, [B, T, D] with T at most the context
     * @param actions [B, T, E]
     * @return predictions of s_1 … s_T, [B, T, D]
     */
    public Tensor predict(Tensor states, Tensor actions) {
        int length = (int) states.size(1);
        if (length > context) {
            throw new IllegalArgumentException(
                    "The window has " + length + " states but the predictor looks back at " + context + ".");
        }
        Tensor x = embed.forward(states).add(positions.slice(0, 0, length)); // [B, T, W]
        Tensor c = condition.forward(actions); // [B, T, W]
        Tensor order = Tensors.arange(length).to(states.device());
        Tensor mask = order.unsqueeze(1).ge(order.unsqueeze(0)); // [T, T]
        for (AdaptiveBlock block : blocks) {
            x = block.forward(x, c, mask);
        }
        return states.add(head.forward(norm.forward(x)));
    }

    @Override
    public Tensor step(Tensor states, Tensor actions, Mode mode) {
        requireStep(states, actions);
        return predict(states.unsqueeze(1), actions.unsqueeze(1)).select(1, 0);
    }

    /** Each prediction sees the last {@code context} states, predicted ones too, and their actions. */
    @Override
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        requireSequence(states, actions);
        List<Tensor> seen = new ArrayList<>(List.of(states));
        for (int t = 0; t < actions.size(1); t++) {
            int from = Math.max(0, t + 1 - context);
            Tensor window = Tensors.stack(seen.subList(from, t + 1), 1); // [B, t + 1 - from, D]
            Tensor next = predict(window, actions.slice(1, from, t + 1L));
            seen.add(next.select(1, t - from));
        }
        return Tensors.stack(seen.subList(1, seen.size()), 1);
    }
}
