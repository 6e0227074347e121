package dev.jepa.planning.env.tworooms;

/**
 * Random walks as in eb_jepa: step lengths truncated normal, headings turning by von Mises angles.
 *
 * @param steps actions of a trajectory; it has one position more
 * @param stepMean mean of the step length before truncation, in pixels
 * @param stepStd its standard deviation
 * @param minStep the shortest step
 * @param maxStep the longest step
 * @param turnConcentration kappa of the angle between two steps
 * @param crossingShare share of the trajectories that are aimed through the door
 * @param crossing what is asked of those
 */
public record WalkConfig(
        int steps,
        double stepMean,
        double stepStd,
        double minStep,
        double maxStep,
        double turnConcentration,
        double crossingShare,
        Crossing crossing) {
    /** What "aimed through the door" means. */
    public enum Crossing {
        /** The walk is laid through the door, but a wall may stop it before: 58 % change rooms, as in the authors' code. */
        AIMED,
        /** It is drawn again until it changes rooms. */
        ENSURED
    }

    private static final int MOST_STEPS = 1_000_000;

    public WalkConfig {
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps must lie in [1, " + MOST_STEPS + "] but were " + steps + ".");
        }
        if (!isPositive(stepStd) || !isPositive(turnConcentration)) {
            throw new IllegalArgumentException(
                    "stepStd and turnConcentration must be > 0 and finite but were %s and %s."
                            .formatted(stepStd, turnConcentration));
        }
        if (!(minStep >= 0 && minStep < maxStep) || Double.isInfinite(maxStep)) {
            throw new IllegalArgumentException("0 <= minStep < maxStep must hold, both finite, but they were %s and %s."
                    .formatted(minStep, maxStep));
        }
        if (!(stepMean >= minStep && stepMean <= maxStep) || !(crossingShare >= 0 && crossingShare <= 1)) {
            throw new IllegalArgumentException(
                    "stepMean must lie in [minStep, maxStep] and crossingShare in [0, 1] but were %s and %s."
                            .formatted(stepMean, crossingShare));
        }
    }

    private static boolean isPositive(double x) {
        return x > 0 && Double.isFinite(x);
    }

    /** 90 steps of 1.0 +- 0.4 in [0.2, 1.8], kappa 5; of the trajectories 35 % are sure to change rooms. */
    public static WalkConfig standard() {
        return new WalkConfig(90, 1.0, 0.4, 0.2, 1.8, 5, 0.35, Crossing.ENSURED);
    }

    /** As {@link #standard()}, but 35 % are only aimed through the door: the authors' data. */
    public static WalkConfig official() {
        return standard().withCrossing(0.35, Crossing.AIMED);
    }

    /** The same walks with another share of crossings. */
    public WalkConfig withCrossing(double share, Crossing kind) {
        return new WalkConfig(steps, stepMean, stepStd, minStep, maxStep, turnConcentration, share, kind);
    }

    /** The same walks with another length. */
    public WalkConfig withSteps(int number) {
        return new WalkConfig(number, stepMean, stepStd, minStep, maxStep, turnConcentration, crossingShare, crossing);
    }
}
