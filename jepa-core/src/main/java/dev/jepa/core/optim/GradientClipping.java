package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/**
 * Gradients scaled down together so that their global norm is at most a limit: g min(1, maxNorm / (norm + 1e-6)).
 *
 * @param gradients the scaled gradients, new tensors
 * @param norm the global norm before, a scalar
 */
public record GradientClipping(List<Tensor> gradients, Tensor norm) {
    /**
     * Clips by the global norm (Pascanu et al. 2013), with one native call. A gradient with a NaN leaves all as they are, so that
     * {@link Optimizer#step} can name its parameter.
     *
     * @param maxNorm &gt; 0
     * @throws IllegalArgumentException when maxNorm is not positive
     */
    public static GradientClipping byGlobalNorm(List<Tensor> gradients, double maxNorm) {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException(
                    "maxNorm must be > 0 but was " + maxNorm + ".\nMaybe do not clip at all.");
        }
        List<Tensor> result = InPlace.clip(gradients, maxNorm);
        return new GradientClipping(result.subList(0, gradients.size()), result.get(gradients.size()));
    }
}
