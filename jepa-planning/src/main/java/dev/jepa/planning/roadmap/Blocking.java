package dev.jepa.planning.roadmap;

/**
 * When a piece of a way is taken for blocked for the rest of an episode, whatever the model says. So it is always where the agent has left the
 * way ({@link TrackingConfig#offBy}), unless both rules here are switched off. Lengths are in steps.
 *
 * @param patience decisions in a row without progress after which the next piece of the way is; 0 for never. More than 1 where decisions are
 *     few steps apart
 * @param surprise when the agent is further than this from where it was predicted to be, the end of what was predicted is; 0 for never. To be
 *     well above the error of predictions where nothing is in the way
 * @param radius around points of such a piece that is not entered
 */
public record Blocking(int patience, double surprise, double radius) {
    /** The model is believed. */
    public static final Blocking NEVER = new Blocking(0, 0, 1);

    public Blocking {
        if (patience < 0 || !(surprise >= 0) || !(radius > 0)) {
            throw new IllegalArgumentException(
                    "patience and surprise must be >= 0 and radius > 0 but they were %s, %s and %s."
                            .formatted(patience, surprise, radius));
        }
    }

    boolean isNever() {
        return patience == 0 && surprise == 0;
    }

    /** After one decision without progress, or 2.5 steps away from the prediction; radius 2. */
    public static Blocking standard() {
        return new Blocking(1, 2.5, 2);
    }
}
