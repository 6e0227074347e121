package dev.jepa.planning.env.control;

import dev.jepa.planning.env.Frame;

/** Draws a rod with a hinge: one channel, antialiased. */
final class Rod {
    static final int SIZE = 48;

    private Rod() {}

    /**
     * A frame of [1, 48, 48].
     *
     * @param hingeX column of the hinge in [0, 1]
     * @param angle of the rod from upright, clockwise
     * @param length in [0, 1] of the picture
     */
    static Frame draw(double hingeX, double angle, double length) {
        byte[] pixels = new byte[SIZE * SIZE];
        double x0 = hingeX * SIZE;
        double y0 = SIZE / 2.0;
        double dx = Math.sin(angle) * length * SIZE;
        double dy = -Math.cos(angle) * length * SIZE;
        for (int r = 0; r < SIZE; r++) {
            for (int c = 0; c < SIZE; c++) {
                double px = c + 0.5 - x0;
                double py = r + 0.5 - y0;
                double along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
                double distance = Math.hypot(px - along * dx, py - along * dy);
                pixels[r * SIZE + c] = (byte) (int) (255 * Math.exp(-distance * distance / 2));
            }
        }
        return new Frame(1, SIZE, SIZE, pixels);
    }
}
