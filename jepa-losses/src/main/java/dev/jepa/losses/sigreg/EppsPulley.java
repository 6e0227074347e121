package dev.jepa.losses.sigreg;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.Arrays;

/**
 * The Epps-Pulley test statistic of normality: how far the empirical characteristic function is from that of N(0, 1).
 *
 * <pre>
 * T = N^p integral_{-tMax}^{tMax} |1/N sum_n exp(i t h_n) - exp(-t^2/2)|^2 exp(-t^2/2) dt,   p = 1 or 0
 * </pre>
 *
 * <p>by the trapezoidal rule. The integrand is even, so knots on [0, tMax] with doubled weights do for those on
 * [-tMax, tMax]. Source: Epps and Pulley 1983; LeJEPA, arXiv 2511.08544. Legend: N examples, K projections, M
 * knots.
 *
 * @param from the first knot: 0, or -tMax
 * @param tMax the last knot
 * @param knots M
 * @param timesExamples whether the integral is multiplied by N, as the test statistic is
 */
public record EppsPulley(double from, double tMax, int knots, boolean timesExamples) {
    public EppsPulley {
        Bounds.maybe("EppsPulley.leJepa()")
                .positive("tMax", tMax)
                .that(from == 0 || from == -tMax, "from", "be 0 or -tMax = " + -tMax, from)
                .atLeast(2, "knots", knots);
    }

    /** LeJEPA's: 17 knots on [0, 3], times N. */
    public static EppsPulley leJepa() {
        return new EppsPulley(0, 3, 17, true);
    }

    /** eb_jepa's: 10 knots on [-3, 3], not times N. */
    public static EppsPulley ebJepa() {
        return new EppsPulley(-3, 3, 10, false);
    }

    /**
     * The statistic of each column.
     *
     * @param samples h, [..., N, K]
     * @return [..., K]; 0 is the best
     */
    public Tensor statistic(Tensor samples) {
        Embeddings.require(samples, 1);
        Tensor t = Tensors.linspace(from, tMax, knots, DType.FLOAT64); // [M]
        Tensor normal = t.square().mul(-0.5).exp(); // [M]
        Tensor weights = normal.mul(trapezoid()).to(samples.dtype()).to(samples.device()); // [M]
        Tensor phi = normal.to(samples.dtype()).to(samples.device());
        Tensor angles = samples.unsqueeze(-1).mul(t.to(samples.dtype()).to(samples.device())); // [..., N, K, M]
        Tensor real = angles.cos().mean(-3).sub(phi); // [..., K, M]
        Tensor imaginary = angles.sin().mean(-3); // [..., K, M]
        Tensor integral = real.square().add(imaginary.square()).mul(weights).sum(-1); // [..., K]
        return timesExamples ? integral.mul((double) samples.size(-2)) : integral;
    }

    /** The weights of the knots for the whole line, without the Gaussian factor: [M]. */
    private Tensor trapezoid() {
        double step = (tMax - from) / (knots - 1);
        double[] weights = new double[knots];
        Arrays.fill(weights, from == 0 ? 2 * step : step);
        weights[0] /= 2;
        weights[knots - 1] /= 2;
        return Tensors.of(weights, knots);
    }
}
