package dev.jepa.planning.env.tworooms;

/**
 * A walk: positions, and the actions that led from one to the next.
 *
 * @param positions [T + 1][2]
 * @param actions [T][2]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Trajectory(Layout layout, double[][] positions, double[][] actions) {
    /** Whether it was on both sides of the wall. */
    boolean changesRooms(Geometry geometry) {
        boolean left = false;
        boolean right = false;
        for (double[] position : positions) {
            left |= position[0] < layout.wallX() - geometry.wallHalf();
            right |= position[0] > layout.wallX() + geometry.wallHalf();
        }
        return left && right;
    }
}
