package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/** Lists of gradients: their norm, and their sum over several small batches. */
public final class Gradients {
    private Gradients() {}

    /** A sum to accumulate into: zeros of the parameters' shapes in the current scope. */
    public static List<Tensor> zerosLike(List<Tensor> parameters) {
        return parameters.stream()
                .map(p -> Tensors.zeros(p.dtype(), p.device(), p.shape()))
                .toList();
    }

    /** Adds scale times the gradients to a sum, in place: with scale 1 / n, n equal batches act as one large batch. */
    public static void accumulate(List<Tensor> sum, List<Tensor> gradients, double scale) {
        InPlace.add(sum, gradients, scale);
    }

    /** The Euclidean norm over all gradients together; not finite if one element is not. */
    public static double globalNorm(List<Tensor> gradients) {
        return InPlace.globalNorm(gradients).item();
    }
}
