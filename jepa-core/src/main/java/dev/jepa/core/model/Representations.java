package dev.jepa.core.model;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/** What an encoder gives, once it has been compared with what it promises: [B, D] or [B, N, D] with D its {@link Encoder#dim()}. */
public final class Representations {
    private Representations() {}

    /**
     * One vector for each observation, [B, D].
     *
     * @throws IllegalArgumentException if the encoder gives anything else, tokens too
     */
    public static Tensor vectors(Encoder encoder, Tensor observations, Mode mode) {
        Tensor encoded = encoder.encode(observations, mode);
        require(encoder, observations, encoded, encoded.shape().rank() == 2, "[B, D]");
        return encoded;
    }

    /**
     * One vector for each observation, [B, D]: of an encoder to tokens their mean.
     *
     * @throws IllegalArgumentException if the encoder gives neither [B, D] nor [B, N, D]
     */
    public static Tensor pooled(Encoder encoder, Tensor observations, Mode mode) {
        Tensor encoded = encoder.encode(observations, mode);
        int rank = encoded.shape().rank();
        require(encoder, observations, encoded, rank == 2 || rank == 3, "[B, D] or [B, N, D]");
        return rank == 3 ? encoded.mean(1) : encoded;
    }

    private static void require(Encoder encoder, Tensor observations, Tensor encoded, boolean axes, String expected) {
        if (!axes || encoded.size(0) != observations.size(0) || encoded.size(-1) != encoder.dim()) {
            throw new IllegalArgumentException("The encoder "
                    + encoder.getClass().getSimpleName() + " must give " + expected
                    + " with B = " + observations.size(0) + " and D = " + encoder.dim() + ", its dim(), but gave "
                    + encoded.shape()
                    + ".\nMaybe its dim() is another layer's, or its tokens must be pooled: mean(1).");
        }
    }
}
