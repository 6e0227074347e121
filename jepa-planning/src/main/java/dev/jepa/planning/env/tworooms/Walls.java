package dev.jepa.planning.env.tworooms;

/** The lines that a dot cannot cross in one layout: outer walls, and the wall between the rooms but for its door. */
final class Walls {
    final double low;
    final double high;
    final double leftFace;
    final double rightFace;
    final double doorTop;
    final double doorBottom;
    final double middle;

    Walls(Geometry geometry, Layout layout) {
        low = geometry.low();
        high = geometry.high();
        middle = layout.wallX();
        leftFace = middle - geometry.wallHalf();
        rightFace = middle + geometry.wallHalf();
        doorTop = layout.doorY() - geometry.doorHalf();
        doorBottom = layout.doorY() + geometry.doorHalf();
    }

    /** Whether a point is in the door's rows, edges included. */
    boolean inDoorRows(double y) {
        return y >= doorTop && y <= doorBottom;
    }

    /** Whether a point is in the wall's columns, faces included. */
    boolean inWallColumns(double x) {
        return x >= leftFace && x <= rightFace;
    }

    /** Whether a point is strictly inside the wall between the rooms, or outside the outer walls. */
    boolean isSolid(double x, double y) {
        boolean insideWall = x > leftFace && x < rightFace && !inDoorRows(y);
        return insideWall || x < low || x > high || y < low || y > high;
    }
}
