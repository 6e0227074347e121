package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.losses.embedding.Embeddings;

/**
 * E(y, z) = ||y - z W||^2: y as a sum of dictionary rows; x is not looked at.
 *
 * <p>With a {@link DiscreteLatent} it is k-means (rows are the centres), with a {@link SparseLatent} sparse coding, with a
 * {@link GradientLatent} of few dimensions a principal subspace. Parameter: {@code weight} W, [Z, D].
 */
public final class DecoderEnergy extends Module implements LatentEnergy {
    private final Tensor weight; // [Z, D]

    /** With rows N(0, I / D), of length about 1. */
    public DecoderEnergy(int latentDim, int dim, Init init) {
        Bounds.maybe("the representation's width for dim")
                .atLeast(1, "latentDim", latentDim)
                .atLeast(1, "dim", dim);
        Initializer rows = Initializer.normal(1 / Math.sqrt(dim));
        weight = parameter("weight", init.at("weight").make(rows, latentDim, dim));
    }

    /** W, [Z, D]. */
    public Tensor weight() {
        return weight;
    }

    @Override
    public Tensor energy(Tensor x, Tensor y, Tensor latentVariable) {
        Embeddings.requireExamples(y, weight.size(1), latentVariable, weight.size(0));
        return y.sub(Embeddings.product(latentVariable, weight)).square().sum(1); // [B]
    }

    /** 1 / L for {@link SparseLatent}: L = 2 sigma_max(W)^2 bounds the curvature in z. */
    public double stepSize() {
        try (TensorScope ignored = TensorScope.open()) {
            double largest = LinearAlgebra.singularValues(weight.detach()).max().item();
            return 1 / (2 * largest * largest);
        }
    }
}
