package dev.jepa.planning.env.tworooms;

import java.util.random.RandomGenerator;

/**
 * Where an episode begins and where it should end: in opposite rooms, away from all walls by two standard deviations of the dot.
 *
 * @param start (x, y)
 * @param goal (x, y)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StartGoal(double[] start, double[] goal) {
    /** Distance to walls in standard deviations of the dot. */
    private static final double MARGIN = 2;

    /** Refuses a layout without a place to start on both sides of the wall, or with a door that is not between the outer walls. */
    static void requireFit(Geometry geometry, Layout layout) {
        double[] range = range(geometry, layout);
        if (!(range[0] < range[1] && range[2] < range[3])) {
            throw new IllegalArgumentException(
                    "the wall must leave room on both sides between %.1f and %.1f but stands at %d."
                            .formatted(range[0], range[3], layout.wallX()));
        }
        if (!(layout.doorY() > geometry.low() && layout.doorY() < geometry.high())) {
            throw new IllegalArgumentException("the middle of the door must lie between %.1f and %.1f but was %d."
                    .formatted(geometry.low(), geometry.high(), layout.doorY()));
        }
    }

    /** A pair drawn at random. */
    public static StartGoal draw(Geometry geometry, Layout layout, RandomGenerator generator) {
        double[] uniforms = new double[5];
        for (int i = 0; i < uniforms.length; i++) {
            uniforms[i] = generator.nextDouble();
        }
        return of(geometry, layout, uniforms);
    }

    /** The pair of five uniforms on [0, 1): x in the left room, x in the right room, y of the start, y of the goal, and who is where. */
    static StartGoal of(Geometry geometry, Layout layout, double[] uniforms) {
        double[] range = range(geometry, layout);
        double left = between(range[0], range[1], uniforms[0]);
        double right = between(range[2], range[3], uniforms[1]);
        double startY = between(range[0], range[3], uniforms[2]);
        double goalY = between(range[0], range[3], uniforms[3]);
        boolean fromRight = uniforms[4] < 0.5;
        return new StartGoal(
                new double[] {fromRight ? right : left, startY}, new double[] {fromRight ? left : right, goalY});
    }

    /** The least and greatest x of the left room, and those of the right room. */
    static double[] range(Geometry geometry, Layout layout) {
        double margin = MARGIN * geometry.dotStd();
        return new double[] {
            geometry.low() + margin,
            layout.wallX() - geometry.wallHalf() - margin,
            layout.wallX() + geometry.wallHalf() + margin,
            geometry.high() - margin
        };
    }

    private static double between(double low, double high, double uniform) {
        return low + uniform * (high - low);
    }
}
