package dev.jepa.planning.agent;

/**
 * Tells when the world does not do what the model predicted: the error of a prediction is more than {@code factor} times its running
 * mean. Only then does experience have something to teach the world model or the critic (LeCun 2022, section 3.3).
 */
public final class Surprise {
    private final double factor;
    private final double momentum;
    private final double least;
    private double mean = Double.NaN;
    private long observed;
    private boolean surprised;

    /**
     * A rule.
     *
     * @param factor times the running mean, > 1
     * @param momentum share of the running mean that a new error leaves, in [0, 1)
     * @param least an error that is never surprising, for models that are exact up to rounding
     */
    public Surprise(double factor, double momentum, double least) {
        if (!(factor > 1) || !(momentum >= 0 && momentum < 1) || !(least >= 0)) {
            throw new IllegalArgumentException(
                    "factor must be > 1, momentum lie in [0, 1) and least be >= 0 but they were " + factor + ", "
                            + momentum + " and " + least + ".");
        }
        this.factor = factor;
        this.momentum = momentum;
        this.least = least;
    }

    /**
     * Tells it the error of a prediction, >= 0; a surprising error moves the mean only as far as the threshold. The first errors, as many as
     * the running mean looks back on, count alike.
     */
    public boolean observe(double error) {
        if (!(error >= 0) || Double.isInfinite(error)) {
            throw new IllegalArgumentException("the error of a prediction must be >= 0 and finite but was " + error
                    + ".\nMaybe the world model predicts NaN.");
        }
        observed++;
        if (Double.isNaN(mean)) {
            mean = error;
            surprised = false;
        } else {
            surprised = error > Math.max(least, factor * mean);
            double share = Math.max(1 - momentum, 1.0 / observed);
            mean += share * (Math.min(error, factor * mean) - mean);
        }
        return surprised;
    }

    /** Whether the last error was surprising. */
    public boolean isSurprised() {
        return surprised;
    }

    /** The running mean of the errors; NaN before the first. */
    public double meanError() {
        return mean;
    }
}
