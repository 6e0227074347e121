package dev.jepa.losses.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * D: distances between representations, summed over all features of an example (all axes but the first).
 *
 * <p>All but {@link #COSINE} are 0 only where both agree; the cosine asks for the direction alone.
 */
public enum Distance implements EnergyFunction {
    /** sum (x - y)^2. */
    SQUARED_EUCLIDEAN {
        @Override
        Tensor between(Tensor x, Tensor y) {
            return x.sub(y).square().sum(1);
        }
    },
    /** sqrt(sum (x - y)^2), with gradient 0 at 0. */
    EUCLIDEAN {
        @Override
        Tensor between(Tensor x, Tensor y) {
            return x.sub(y).norm(2, 1);
        }
    },
    /** sum |x - y|. */
    ABSOLUTE {
        @Override
        Tensor between(Tensor x, Tensor y) {
            return x.sub(y).abs().sum(1);
        }
    },
    /** 1 - cos(x, y), from 0 to 2; 1 where one of them is 0. */
    COSINE {
        @Override
        Tensor between(Tensor x, Tensor y) {
            return Embeddings.cosine(x, y).subtractFrom(1);
        }
    };

    abstract Tensor between(Tensor x, Tensor y);

    @Override
    public Tensor energy(Tensor x, Tensor y) {
        if (x.shape().rank() < 2 || x.shape().elements() == 0 || !x.shape().equals(y.shape())) {
            throw new IllegalArgumentException(
                    "A distance needs two representations [B, ...] of one shape but they were " + x.shape() + " and "
                            + y.shape() + ".\nMaybe the predictor's width differs from the encoder's.");
        }
        Embeddings.requireFloating("A representation", x);
        Embeddings.requireFloating("A representation", y);
        int last = x.shape().rank() - 1;
        return between(x.flatten(1, last), y.flatten(1, last)); // [B]
    }
}
