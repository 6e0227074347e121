package dev.jepa.planning.roadmap;

/**
 * How a way is tracked. Lengths are in steps.
 *
 * @param speed along the way, in lengths of a typical step: a little more than the agent can do keeps it going
 * @param smoothing standard deviation, along the way, of the average that rounds its corners
 * @param offBy a state further from the way is off it
 * @param behind how far back progress may slip between two states
 * @param ahead how far progress may advance between two states: less than the way around a wall, else it jumps across
 * @param builds ways that may be built in an episode
 * @param blocking what is done where the model is wrong
 */
public record TrackingConfig(
        double speed, double smoothing, double offBy, double behind, double ahead, int builds, Blocking blocking) {
    public TrackingConfig {
        if (!(speed > 0) || !(smoothing > 0) || !(offBy > 0)) {
            throw new IllegalArgumentException("speed, smoothing and offBy must be > 0 but they were %s, %s and %s."
                    .formatted(speed, smoothing, offBy));
        }
        if (!(behind >= 0) || !(ahead > 0)) {
            throw new IllegalArgumentException(
                    "behind must be >= 0 and ahead > 0 but they were %s and %s.\nMaybe behind was given with a sign."
                            .formatted(behind, ahead));
        }
        if (builds < 1) {
            throw new IllegalArgumentException("builds must be >= 1 but was " + builds + ".");
        }
    }

    /** Speed 1.4, smoothing 2, off by 3, progress between 6 behind and 12 ahead, 20 builds, {@link Blocking#standard()}. */
    public static TrackingConfig standard() {
        return new TrackingConfig(1.4, 2, 3, 6, 12, 20, Blocking.standard());
    }

    /** The same with another speed. */
    public TrackingConfig withSpeed(double other) {
        return new TrackingConfig(other, smoothing, offBy, behind, ahead, builds, blocking);
    }
}
