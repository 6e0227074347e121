package dev.jepa.core.train;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.Arrays;

/**
 * How many dimensions a spectrum fills: exp of its entropy.
 *
 * <pre>
 * rank(s) = exp(-sum_j p_j ln p_j),   p_j = s_j / sum(s) + epsilon
 * </pre>
 *
 * <p>On singular values with epsilon 1e-7 it is RankMe (Garrido et al. 2023, arXiv 2210.02885; some code has 1e-5), with epsilon 0
 * the effective rank (Roy and Vetterli 2007). A spectrum of zeros has rank 1.
 */
public final class EffectiveRank {
    private EffectiveRank() {}

    /** RankMe of representations [N, D], which are not centred: 1 to min(N, D). */
    public static double rankMe(Tensor representations) {
        return of(singularValues(representations), 1e-7);
    }

    /**
     * Of any spectrum: finite values >= 0, not all of which need to be positive.
     *
     * @throws IllegalArgumentException for other values
     */
    public static double of(double[] spectrum, double epsilon) {
        for (double s : spectrum) {
            if (!(s >= 0 && s < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A spectrum must be finite and >= 0 but holds " + s + ".");
            }
        }
        double sum = Arrays.stream(spectrum).sum();
        if (!(sum > 0)) {
            return 1;
        }
        double entropy = 0;
        for (double s : spectrum) {
            double p = s / sum + epsilon;
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return Math.exp(entropy);
    }

    /**
     * The singular values of [N, D] in decreasing order, computed in float64.
     *
     * @throws IllegalArgumentException for another shape, or where representations are not finite
     */
    public static double[] singularValues(Tensor representations) {
        if (representations.shape().rank() != 2 || representations.shape().elements() == 0) {
            throw new IllegalArgumentException("representations must be [N, D] with N and D >= 1 but were "
                    + representations.shape() + ".\nMaybe pool the tokens: mean(1).");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor z = representations.detach().to(DType.FLOAT64);
            if (z.isFinite().all().item() == 0) {
                throw new IllegalArgumentException("representations must be finite but hold NaN or infinity."
                        + "\nMaybe training has diverged: a lower learning rate.");
            }
            return LinearAlgebra.singularValues(z).toDoubleArray();
        }
    }
}
