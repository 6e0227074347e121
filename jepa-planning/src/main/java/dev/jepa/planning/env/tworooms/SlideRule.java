package dev.jepa.planning.env.tworooms;

import org.jspecify.annotations.Nullable;

/** A step that meets a wall ends where it meets it, and a little inside: the first contact, without sliding along. */
final class SlideRule implements TwoRoomsDynamics.Collision {
    /** How far from a wall a dot comes to rest. */
    private static final double MARGIN = 0.3;

    private final Walls walls;

    SlideRule(Walls walls) {
        this.walls = walls;
    }

    @Override
    public double[] resolve(double x0, double y0, double x1, double y1) {
        double[] edge = doorEdge(x0, y0, x1, y1);
        if (edge != null) {
            return edge;
        }
        boolean leftRoom = x0 < walls.middle;
        double left = leftRoom ? walls.low : walls.rightFace;
        double right = leftRoom ? walls.leftFace : walls.high;
        double[] vertical = vertical(left, x0, y0, x1, y1);
        vertical = vertical == null ? vertical(right, x0, y0, x1, y1) : vertical;
        double[] horizontal = horizontal(walls.low, x0, y0, x1, y1);
        horizontal = horizontal == null ? horizontal(walls.high, x0, y0, x1, y1) : horizontal;
        double[] hit = nearer(vertical, horizontal, x0, y0);
        return hit == null
                ? new double[] {x1, y1}
                : new double[] {inside(hit[0], left, right), inside(hit[1], walls.low, walls.high)};
    }

    /** Where the step leaves the doorway upwards or downwards. */
    private double @Nullable [] doorEdge(double x0, double y0, double x1, double y1) {
        double edge = y1 > y0 ? walls.doorBottom : walls.doorTop;
        boolean outwards = y1 > y0 ? y0 <= edge && y1 > edge : y0 >= edge && y1 < edge;
        if (!outwards) {
            return null;
        }
        double x = x0 + (x1 - x0) * (edge - y0) / (y1 - y0);
        return walls.inWallColumns(x) ? new double[] {x, edge} : null;
    }

    private double @Nullable [] vertical(double line, double x0, double y0, double x1, double y1) {
        if (!touches(x0, x1, line)) {
            return null;
        }
        double y = x1 == x0 ? y0 : y0 + (y1 - y0) * (line - x0) / (x1 - x0);
        boolean face = line == walls.leftFace || line == walls.rightFace;
        return face && walls.inDoorRows(y) ? null : new double[] {line, y};
    }

    private static double @Nullable [] horizontal(double line, double x0, double y0, double x1, double y1) {
        if (!touches(y0, y1, line)) {
            return null;
        }
        return new double[] {y1 == y0 ? x0 : x0 + (x1 - x0) * (line - y0) / (y1 - y0), line};
    }

    private static boolean touches(double c0, double c1, double line) {
        return Math.signum(c0 - line) * Math.signum(c1 - line) <= 0;
    }

    private static double @Nullable [] nearer(
            double @Nullable [] vertical, double @Nullable [] horizontal, double x0, double y0) {
        if (vertical == null || horizontal == null) {
            return vertical == null ? horizontal : vertical;
        }
        double toVertical = Math.hypot(vertical[0] - x0, vertical[1] - y0);
        double toHorizontal = Math.hypot(horizontal[0] - x0, horizontal[1] - y0);
        return toVertical < toHorizontal ? vertical : horizontal;
    }

    private static double inside(double c, double low, double high) {
        return c <= low ? low + MARGIN : c >= high ? high - MARGIN : c;
    }
}
