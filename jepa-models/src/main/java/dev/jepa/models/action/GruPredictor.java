package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.Gru;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import java.util.Optional;

/**
 * A gated recurrent unit whose hidden state is the representation: s_t+1 = LN(GRU(a_t, s_t)).
 *
 * <p>Parts {@code rnn} and {@code final_ln} as in eb_jepa's RNNPredictor, where the normalisation is the encoder's own.
 */
public final class GruPredictor extends ActionPredictor {
    private final Gru rnn;
    private final Optional<LayerNorm> norm;

    /**
     * A predictor.
     *
     * @param actionDim E
     * @param dim D
     * @param norm the encoder's last normalisation, to share; empty for none
     */
    public GruPredictor(int actionDim, int dim, Optional<LayerNorm> norm, Init init) {
        super(actionDim, dim);
        Bounds.maybe("PredictorConfig.Residual, which predicts what happens by itself")
                .atLeast(1, "actionDim", actionDim);
        this.rnn = child("rnn", new Gru(actionDim, dim, 1, init.at("rnn")));
        this.norm = norm.map(shared -> child("final_ln", shared));
    }

    @Override
    public Tensor step(Tensor states, Tensor actions, Mode mode) {
        requireStep(states, actions);
        Tensor next = rnn.forward(actions.unsqueeze(0), states.unsqueeze(0).contiguous())
                .states()
                .select(0, 0); // [B, D]
        return norm.map(n -> n.forward(next)).orElse(next);
    }

    /** Without a normalisation between the steps, one native call for all of them. */
    @Override
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        if (norm.isPresent()) {
            return super.unroll(states, actions, mode);
        }
        requireSequence(states, actions);
        return rnn.forward(actions.transpose(0, 1), states.unsqueeze(0).contiguous())
                .states()
                .transpose(0, 1);
    }
}
