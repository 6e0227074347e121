package dev.jepa.core.optim;

/**
 * The constants of Adam: moving-average factors of the first and second moment, and the denominator's epsilon.
 *
 * @param beta1 of the mean of the gradients, in [0, 1)
 * @param beta2 of the mean of their squares, in [0, 1)
 * @param epsilon added to the root of the bias-corrected second moment, &gt; 0: without it a gradient of 0 gives 0 / 0
 */
public record AdamConfig(double beta1, double beta2, double epsilon) {
    public AdamConfig {
        if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1) || !isPositiveFloat(epsilon)) {
            throw new IllegalArgumentException(
                    "beta1 and beta2 must lie in [0, 1) and epsilon be > 0 (as a float) and finite but they were "
                            + beta1 + ", " + beta2 + " and " + epsilon
                            + ".\nMaybe use the paper's: new AdamConfig(0.9, 0.999, 1e-8).");
        }
    }

    private static boolean isPositiveFloat(double value) {
        return (float) value > 0 && value <= Float.MAX_VALUE;
    }

    /** The paper's: 0.9, 0.999, 1e-8. */
    public static AdamConfig standard() {
        return new AdamConfig(0.9, 0.999, 1e-8);
    }
}
