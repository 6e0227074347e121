package dev.jepa.examples.report;

import java.awt.image.BufferedImage;

/**
 * A picture with the words under it.
 *
 * @param label what is seen, in a few words
 * @param image the pixels
 */
public record Picture(String label, BufferedImage image) {}
