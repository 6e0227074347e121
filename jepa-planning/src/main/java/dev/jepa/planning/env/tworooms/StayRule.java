package dev.jepa.planning.env.tworooms;

/** A step that meets a wall does not happen. */
final class StayRule implements TwoRoomsDynamics.Collision {
    private final Walls walls;

    StayRule(Walls walls) {
        this.walls = walls;
    }

    @Override
    public double[] resolve(double x0, double y0, double x1, double y1) {
        return blocks(x0, y0, x1, y1) ? new double[] {x0, y0} : new double[] {x1, y1};
    }

    boolean blocks(double x0, double y0, double x1, double y1) {
        return meetsBorder(x0, x1) || meetsBorder(y0, y1) || meetsDoorEdge(x0, y0, x1, y1) || meetsFace(x0, y0, x1, y1);
    }

    /** Touching an outer wall counts. */
    private boolean meetsBorder(double c0, double c1) {
        return touches(c0, c1, walls.low) || touches(c0, c1, walls.high);
    }

    private static boolean touches(double c0, double c1, double line) {
        return Math.signum(c0 - line) * Math.signum(c1 - line) <= 0;
    }

    private static boolean crosses(double c0, double c1, double line) {
        return (c0 - line) * (c1 - line) < 0;
    }

    /** Leaving the doorway upwards or downwards, between the faces of the wall. */
    private boolean meetsDoorEdge(double x0, double y0, double x1, double y1) {
        double edge = y1 > y0 ? walls.doorBottom : walls.doorTop;
        boolean outwards = y1 > y0 ? y0 < edge && y1 > edge : y0 > edge && y1 < edge;
        if (!outwards) {
            return false;
        }
        double x = x0 + (x1 - x0) * (edge - y0) / (y1 - y0);
        return x > walls.leftFace && x < walls.rightFace;
    }

    /** Entering, leaving or jumping over the wall's columns elsewhere than in the door. */
    private boolean meetsFace(double x0, double y0, double x1, double y1) {
        boolean changes = walls.inWallColumns(x0) != walls.inWallColumns(x1);
        boolean jumps = Math.min(x0, x1) < walls.leftFace && Math.max(x0, x1) > walls.rightFace;
        return (changes || jumps)
                && (blockedAt(walls.leftFace, x0, y0, x1, y1) || blockedAt(walls.rightFace, x0, y0, x1, y1));
    }

    private boolean blockedAt(double face, double x0, double y0, double x1, double y1) {
        return crosses(x0, x1, face) && !walls.inDoorRows(y0 + (y1 - y0) * (face - x0) / (x1 - x0));
    }
}
