package dev.jepa.planning.env.tworooms;

/**
 * The sizes of the world, in pixels.
 *
 * @param size width and height of the picture
 * @param border the outer walls are the lines at {@code border - 1} and {@code size - border}
 * @param wallWidth of the wall between the rooms, odd
 * @param doorHalf half the height of the door
 * @param dotStd standard deviation of the Gaussian dot that shows the agent
 */
public record Geometry(int size, int border, int wallWidth, int doorHalf, double dotStd) {
    public Geometry {
        if (border < 1 || wallWidth < 1 || wallWidth % 2 == 0 || doorHalf < 1 || !(dotStd > 0)) {
            throw new IllegalArgumentException(
                    "border and doorHalf must be >= 1, wallWidth odd and dotStd > 0 but they were %d, %d, %d and %s."
                            .formatted(border, doorHalf, wallWidth, dotStd));
        }
        if (size - 2 * border < 4 * wallWidth + 2 * doorHalf) {
            throw new IllegalArgumentException("size " + size + " leaves no room inside borders of " + border + ".");
        }
    }

    /** eb_jepa's: 65 pixels, border 5, wall 3, door 2 * 4, dot 1.3. */
    public static Geometry standard() {
        return new Geometry(65, 5, 3, 4, 1.3);
    }

    /** The line of the left and the upper outer wall. */
    public double low() {
        return border - 1.0;
    }

    /** The line of the right and the lower outer wall. */
    public double high() {
        return (double) size - border;
    }

    /** From the middle of the wall between the rooms to its faces. */
    public int wallHalf() {
        return wallWidth / 2;
    }
}
