package dev.jepa.losses.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;

/** Orthogonal matrices: where the search for an unmixing matrix starts and stays. */
public final class Rotations {
    private Rotations() {}

    /** Uniform over the orthogonal matrices (the orthogonal factor of a Gaussian matrix), float64 [D, D]. */
    public static Tensor random(int components, Rng rng) {
        return TensorScope.keepOnly(
                () -> nearest(Tensors.normal(rng, components, components).to(DType.FLOAT64)));
    }

    /** (W W^T)^-1/2 W, the nearest orthogonal matrix: FastICA's symmetric decorrelation. */
    static Tensor nearest(Tensor matrix) {
        LinearAlgebra.Svd parts = LinearAlgebra.svd(matrix);
        return parts.u().matmul(parts.vh());
    }

    /** The part of a gradient that turns a rotation W and does not stretch it: (G - W G^T W) / 2. */
    static Tensor tangent(Tensor rotation, Tensor gradient) {
        return gradient.sub(rotation.matmul(gradient.transpose(0, 1)).matmul(rotation))
                .mul(0.5);
    }

    static void require(Tensor white, Tensor start) {
        Embeddings.requireMatrix(white, 2);
        Shape expected = Shape.of(white.size(-1), white.size(-1));
        if (!start.shape().equals(expected)) {
            throw new IllegalArgumentException("The start must be " + expected + " for signals " + white.shape()
                    + " but was " + start.shape() + ".\nMaybe Rotations.random(" + white.size(-1) + ", rng).");
        }
    }
}
