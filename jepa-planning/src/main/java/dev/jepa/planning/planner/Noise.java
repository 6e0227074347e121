package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/** Standard normal perturbations of plans: [K, H, A]. */
@FunctionalInterface
interface Noise {
    /** Of correlated noise: its basis has as many numbers squared. */
    int MOST_STEPS = 10_000;

    Tensor draw(Rng rng, int candidates, int horizon, int actionDim);

    /** For a round of a search. */
    default Tensor draw(Search search, int candidates) {
        search.requireRoom(candidates);
        Problem problem = search.problem();
        return draw(search.rng(), candidates, problem.horizon(), problem.actionDim());
    }

    /** Independent at each step. */
    static Noise white() {
        return (rng, candidates, horizon, actionDim) -> Tensors.normal(rng, candidates, horizon, actionDim);
    }

    /** With a power spectrum 1 / f^exponent over time, of variance 1 (Pinneri et al. 2020, arXiv 2008.06389, section 3.1). */
    static Noise coloured(double exponent) {
        return (rng, candidates, horizon, actionDim) -> {
            if (horizon > MOST_STEPS) {
                throw new IllegalArgumentException("noise that is correlated over time can have " + MOST_STEPS
                        + " steps but the horizon was " + horizon + ".\nMaybe use CrossEntropy, whose noise is not.");
            }
            int frequencies = horizon / 2 + 1;
            Tensor weights = Tensors.normal(rng, candidates, actionDim, 2L * frequencies);
            return weights.matmul(Tensors.of(basis(horizon, frequencies, exponent), 2L * frequencies, horizon))
                    .transpose(1, 2);
        };
    }

    /** Cosines and sines of each frequency, scaled so that the sum of their squares at each step is 1: [2 F, H]. */
    private static float[] basis(int horizon, int frequencies, double exponent) {
        double[] amplitude = new double[frequencies];
        double total = 0;
        for (int f = 0; f < frequencies; f++) {
            amplitude[f] = Math.pow(Math.max(f, 1), -exponent / 2);
            total += amplitude[f] * amplitude[f];
        }
        float[] basis = new float[2 * frequencies * horizon];
        for (int f = 0; f < frequencies; f++) {
            for (int t = 0; t < horizon; t++) {
                double angle = 2 * Math.PI * f * t / horizon;
                double scale = amplitude[f] / Math.sqrt(total);
                basis[2 * f * horizon + t] = (float) (scale * Math.cos(angle));
                basis[(2 * f + 1) * horizon + t] = (float) (scale * Math.sin(angle));
            }
        }
        return basis;
    }
}
