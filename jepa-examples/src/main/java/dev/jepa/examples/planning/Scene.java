package dev.jepa.examples.planning;

import java.util.function.UnaryOperator;

/**
 * How a film shows a world.
 *
 * @param place where a true state is drawn: [S] to (x, y) in pixels of the world's picture
 * @param goalRadius of the circle around the goal's place, in pixels; 0 for no circle
 */
public record Scene(UnaryOperator<double[]> place, double goalRadius) {
    public Scene {
        if (!(goalRadius >= 0)) {
            throw new IllegalArgumentException("goalRadius must be >= 0 but was " + goalRadius + ".");
        }
    }
}
