package dev.jepa.planning.env.pusht;

/**
 * The T-shaped block in a pose, in pixels: a bar of 120 x 30 whose upper edge is at the origin, and a stem of 30 x 90 below it.
 *
 * @param x of the middle of the bar's upper edge
 * @param y of the same
 * @param angle by which it is turned
 */
record Tee(double x, double y, double angle) {
    static final double SCALE = 30;
    static final double BAR = 4 * SCALE;

    /** Whether a point is inside. */
    boolean contains(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        double u = Math.cos(angle) * dx + Math.sin(angle) * dy;
        double v = -Math.sin(angle) * dx + Math.cos(angle) * dy;
        boolean inBar = v >= 0 && v <= SCALE && Math.abs(u) <= BAR / 2;
        boolean inStem = v >= SCALE && v <= BAR && Math.abs(u) <= SCALE / 2;
        return inBar || inStem;
    }
}
