package dev.jepa.models.action;

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
        if (steps < 0 || predicted < 1 || warmupSteps < 0 || (steps > 0 && warmupSteps > steps)) {
            throw new IllegalArgumentException(
                    "steps must be >= 0, predicted >= 1 and warmupSteps in [0, steps] but they were " + steps + ", "
                            + predicted + " and " + warmupSteps + ".");
        }
        if (!(peakRate > 0)) {
            throw new IllegalArgumentException("peakRate must be > 0 but was " + peakRate + ".\nMaybe 1e-3.");
        }
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
