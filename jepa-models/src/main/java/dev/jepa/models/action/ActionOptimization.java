package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.Schedule;

/**
 * How an action-conditioned JEPA is optimised: AdamW, warm-up, cosine, and clipped gradients.
 *
 * @param steps length of the run
 * @param warmupSteps steps in which the learning rate rises
 * @param startRate learning rate at step 0
 * @param peakRate learning rate after the warm-up
 * @param finalRate learning rate at the end
 * @param weightDecay of all parameters
 * @param maxNorm limit of the gradients' norm, for encoder and predictor each
 */
public record ActionOptimization(
        long steps,
        long warmupSteps,
        double startRate,
        double peakRate,
        double finalRate,
        double weightDecay,
        double maxNorm) {
    public ActionOptimization {
        Bounds.maybe("rates of 1e-3 at the peak, and Double.POSITIVE_INFINITY for gradients of any norm")
                .atLeast(1, "steps", steps)
                .that(
                        warmupSteps >= 0 && warmupSteps <= steps,
                        "warmupSteps",
                        "lie in 0 … steps = " + steps,
                        warmupSteps)
                .notNegative("startRate", startRate)
                .positive("peakRate", peakRate)
                .notNegative("finalRate", finalRate)
                .notNegative("weightDecay", weightDecay)
                .that(maxNorm > 0, "maxNorm", "be > 0", maxNorm);
    }

    /** eb_jepa's for a number of steps: 1e-3 after a tenth of them, 1e-5 at the end, decay 1e-5, norm 2. */
    public static ActionOptimization ebJepa(long steps) {
        return new ActionOptimization(steps, steps / 10, 1e-11, 1e-3, 1e-5, 1e-5, 2);
    }

    /** The learning rate of each step. */
    public Schedule learningRate() {
        return new Schedule.WarmupCosine(startRate, peakRate, finalRate, warmupSteps, steps);
    }
}
