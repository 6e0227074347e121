package dev.jepa.examples.planning;

import dev.jepa.core.data.Image;
import dev.jepa.examples.report.Pixels;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws paths over an enlarged picture of a world, in its coordinates. */
public final class PathDrawing {
    /** What happened. */
    public static final Color REAL = new Color(0xffc531);
    /** What a model expects. */
    public static final Color IMAGINED = new Color(0x35c4f0);
    /** What an agent means to follow. */
    public static final Color INTENDED = new Color(0xb07cff);
    /** What counts as the goal. */
    public static final Color GOAL = new Color(0x5bdc6a);

    private final BufferedImage picture;
    private final int scale;

    /** A drawing over a world's picture, each pixel of which becomes a square of {@code scale} pixels. */
    public PathDrawing(Image world, int scale) {
        this.picture = Pixels.enlarged(Pixels.of(world), scale);
        this.scale = scale;
    }

    /** A line through all of these positions (x, y). */
    public PathDrawing path(double[][] positions, Color colour) {
        return path(positions, positions.length, colour);
    }

    /** A line through the first {@code count} positions (x, y). */
    public PathDrawing path(double[][] positions, int count, Color colour) {
        if (count < 2) {
            return this;
        }
        Path2D line = new Path2D.Double();
        line.moveTo(pixel(positions[0][0]), pixel(positions[0][1]));
        for (int i = 1; i < count; i++) {
            line.lineTo(pixel(positions[i][0]), pixel(positions[i][1]));
        }
        Graphics2D graphics = graphics(colour);
        graphics.draw(line);
        graphics.dispose();
        return this;
    }

    /** A circle around a position, its radius in pixels of the world. */
    public PathDrawing circle(double[] centre, double radius, Color colour) {
        double r = radius * scale;
        Graphics2D graphics = graphics(colour);
        graphics.draw(new Ellipse2D.Double(pixel(centre[0]) - r, pixel(centre[1]) - r, 2 * r, 2 * r));
        graphics.dispose();
        return this;
    }

    private Graphics2D graphics(Color colour) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setStroke(new BasicStroke(Math.max(1, scale / 3f)));
        graphics.setColor(colour);
        return graphics;
    }

    private double pixel(double coordinate) {
        return (coordinate + 0.5) * scale;
    }

    /** The picture so far. */
    public BufferedImage picture() {
        return picture;
    }
}
