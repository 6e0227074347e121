package dev.jepa.losses.collapse;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.EffectiveRank;
import dev.jepa.losses.embedding.Embeddings;
import java.util.Arrays;
import java.util.Optional;

/** The eigenvalues of the covariance C = Zc^T Zc / (N - 1) of representations, and what they say. */
public final class CovarianceSpectrum {
    private static final double ROUNDING = 1e-14;

    private final double[] eigenvalues; // decreasing

    private CovarianceSpectrum(double[] eigenvalues) {
        this.eigenvalues = eigenvalues;
    }

    /** Of representations [N, D], N &gt;= 2, computed in float64: min(N, D) eigenvalues. */
    public static CovarianceSpectrum of(Tensor representations) {
        Embeddings.requireMatrix(representations, 2);
        Embeddings.requireFinite(representations);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor z = representations.detach().to(DType.FLOAT64); // [N, D]
            double[] singular = EffectiveRank.singularValues(Embeddings.centred(z));
            double examples = representations.size(0) - 1.0;
            return new CovarianceSpectrum(
                    Arrays.stream(singular).map(s -> s * s / examples).toArray());
        }
    }

    /** Of eigenvalues in decreasing order, for spectra from elsewhere. */
    public static CovarianceSpectrum ofEigenvalues(double... eigenvalues) {
        for (int i = 0; i < eigenvalues.length; i++) {
            double before = i == 0 ? Double.MAX_VALUE : eigenvalues[i - 1];
            if (!(eigenvalues[i] >= 0 && eigenvalues[i] <= before)) {
                throw new IllegalArgumentException("Eigenvalues must be finite, >= 0 and in decreasing order but were "
                        + Arrays.toString(eigenvalues) + ".");
            }
        }
        return new CovarianceSpectrum(eigenvalues.clone());
    }

    /** In decreasing order. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** exp of the entropy of the eigenvalues' shares: 1 to D. */
    public double effectiveRank() {
        return EffectiveRank.of(eigenvalues, 0);
    }

    /** (sum l)^2 / sum l^2: 1 to D, and 1 where nothing varies. */
    public double participationRatio() {
        double sum = Arrays.stream(eigenvalues).sum();
        double squares = Arrays.stream(eigenvalues).map(l -> l * l).sum();
        return squares > 0 ? sum * sum / squares : 1;
    }

    /** The slope over all eigenvalues that are not rounding errors, if there are at least two. */
    public Optional<Slope> slope() {
        double largest = eigenvalues.length == 0 ? 0 : eigenvalues[0];
        int count = (int)
                Arrays.stream(eigenvalues).filter(l -> l > ROUNDING * largest).count();
        return count < 2 ? Optional.empty() : Optional.of(slope(1, count));
    }

    /**
     * alpha of l_j ~ j^-alpha by least squares of ln l_j on ln j: about 1 for representations that generalise well; far above it
     * few dimensions dominate. Source: alpha-ReQ, Agrawal et al. 2022, "alpha-ReQ: assessing representation quality".
     *
     * @param from the first eigenvalue used, counted from 1
     * @param to the last one, included
     */
    public Slope slope(int from, int to) {
        if (from < 1 || to <= from || to > eigenvalues.length || !(eigenvalues[to - 1] > 0)) {
            throw new IllegalArgumentException("The slope from eigenvalue " + from + " to " + to + " needs at least two"
                    + " positive ones but there are " + eigenvalues.length + ", the smallest of them "
                    + (eigenvalues.length == 0 ? "none" : eigenvalues[eigenvalues.length - 1])
                    + ".\nMaybe the representations have collapsed to a point.");
        }
        int count = to - from + 1;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = Math.log(from + i);
            y[i] = Math.log(eigenvalues[from + i - 1]);
        }
        double xx = product(x, x);
        double xy = product(x, y);
        double yy = product(y, y);
        return new Slope(-xy / xx, yy > 0 ? xy * xy / (xx * yy) : 1);
    }

    /** sum (a - mean a)(b - mean b). */
    private static double product(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElse(0);
        double meanB = Arrays.stream(b).average().orElse(0);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum;
    }

    /**
     * A power law fitted to eigenvalues.
     *
     * @param alpha the exponent
     * @param r2 the share of the variance of ln l that it explains
     */
    public record Slope(double alpha, double r2) {}
}
