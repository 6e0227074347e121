package dev.jepa.core.optim;

/**
 * How parameters are updated relative to the learning rate and weight decay of a step.
 *
 * @param learningRateScale factor on the learning rate
 * @param weightDecayScale factor on the weight decay
 * @param layerAdaptation whether {@link Lars} scales the update by the norm of the parameter
 */
public record ParameterGroup(double learningRateScale, double weightDecayScale, boolean layerAdaptation) {
    /** The step's learning rate and decay, adapted. */
    public static final ParameterGroup FULL = new ParameterGroup(1, 1, true);

    /** The step's learning rate, no decay, no adaptation. */
    public static final ParameterGroup NO_DECAY = new ParameterGroup(1, 0, false);

    public ParameterGroup {
        if (!(learningRateScale >= 0 && learningRateScale < Double.POSITIVE_INFINITY)
                || !(weightDecayScale >= 0 && weightDecayScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the scales of a parameter group must be finite and >= 0 but were "
                    + learningRateScale + " and " + weightDecayScale
                    + ".\nMaybe use 0 to switch the update or the decay off.");
        }
    }

    /** The same group at another learning rate. */
    public ParameterGroup atRate(double scale) {
        return new ParameterGroup(scale, weightDecayScale, layerAdaptation);
    }
}
