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
 * @param patience decisions in a row without progress after which the next piece of the way is taken for blocked, whatever the model
 *     says, and a way around it looked for; 0 for never. More than 1 where decisions are few steps apart
 * @param barrier radius of what is taken for blocked
 */
public record TrackingConfig(
        double speed,
        double smoothing,
        double offBy,
        double behind,
        double ahead,
        int builds,
        int patience,
        double barrier) {
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
        if (builds < 1 || patience < 0 || !(barrier > 0)) {
            throw new IllegalArgumentException(
                    "builds must be >= 1, patience >= 0 and barrier > 0 but they were %s, %s and %s."
                            .formatted(builds, patience, barrier));
        }
    }

    /** Speed 1.4, smoothing 2, off by 6, progress between 6 behind and 12 ahead, 20 builds, barriers of radius 2 after one decision. */
    public static TrackingConfig standard() {
        return new TrackingConfig(1.4, 2, 6, 6, 12, 20, 1, 2);
    }

    /** The same with another speed. */
    public TrackingConfig withSpeed(double other) {
        return new TrackingConfig(other, smoothing, offBy, behind, ahead, builds, patience, barrier);
    }
}
