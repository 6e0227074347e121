package dev.jepa.models.action;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.Representations;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/** An encoder that follows another one by a moving average and gives the targets of predictions, without gradients. */
public final class TargetEncoder {
    private final Encoder encoder;
    private final List<Tensor> parameters;
    private final List<Tensor> online;

    TargetEncoder(Encoder encoder, List<Tensor> parameters, List<Tensor> online) {
        this.encoder = encoder;
        this.parameters = parameters;
        this.online = online;
    }

    /** The targets of sequences of observations: [B, T, …] to [B, T, D]. */
    public Tensor encodeSequence(Tensor observations) {
        requireSequence(observations);
        return Autograd.suspend(() -> Representations.vectors(encoder, observations.flatten(0, 1), Mode.EVAL)
                .reshape(observations.size(0), observations.size(1), encoder.dim()));
    }

    static void requireSequence(Tensor observations) {
        if (observations.shape().rank() < 3) {
            throw new IllegalArgumentException("Observations must be [B, T, …] but were " + observations.shape()
                    + ".\nMaybe a single step needs an axis of time: unsqueeze(1).");
        }
    }

    /** target = m target + (1 - m) encoder. */
    public void follow(double momentum) {
        ExponentialMovingAverage.update(parameters, online, momentum);
    }
}
