package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;

/**
 * What follows the joint training of an {@link ActionJepa}: the encoder is left as it is, and the predictor alone goes on learning to
 * predict its states. They no longer move under it, so it comes to know what decides in few places only, such as walls.
 *
 * @param steps how many; 0 for none
 * @param predicted H, steps that are predicted
 * @param starts from which states of a sequence
 * @param warmupSteps steps in which the learning rate rises
 * @param peakRate learning rate after the warm-up; it falls by a cosine to the final rate of the joint training
 */
public record Refinement(long steps, int predicted, ActionMethod.Starts starts, long warmupSteps, double peakRate) {
    /** No refinement. */
    public static final Refinement NONE = new Refinement(0, 1, ActionMethod.Starts.ALL, 0, 1e-3);

    public Refinement {
        Bounds.maybe("a peakRate of 1e-3, and a steps of 0 for none")
                .atLeast(0, "steps", steps)
                .atLeast(1, "predicted", predicted)
                .atLeast(0, "warmupSteps", warmupSteps)
                .that(steps == 0 || warmupSteps <= steps, "warmupSteps", "be <= steps = " + steps, warmupSteps)
                .positive("peakRate", peakRate);
    }

    ActionObjective objective() {
        return new ActionMethod.Prediction(predicted, starts);
    }

    /** Decay, limit of the norm, and first and last rate are those of the joint training. */
    ActionOptimization optimization(ActionOptimization joint) {
        long length = Math.max(1, steps);
        return new ActionOptimization(
                length,
                Math.min(warmupSteps, length),
                joint.startRate(),
                peakRate,
                joint.finalRate(),
                joint.weightDecay(),
                joint.maxNorm());
    }
}
