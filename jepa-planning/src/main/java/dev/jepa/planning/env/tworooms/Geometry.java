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
    private static final int LARGEST = 10_000;

    public Geometry {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("size must lie in [1, " + LARGEST + "] but was " + size + ".");
        }
        if (border < 1 || wallWidth < 1 || wallWidth % 2 == 0 || doorHalf < 1 || !(dotStd > 0 && dotStd <= LARGEST)) {
            throw new IllegalArgumentException(
                    "border and doorHalf must be >= 1, wallWidth odd and dotStd in (0, 10000] but they were %d, %d, %d and %s."
                            .formatted(border, doorHalf, wallWidth, dotStd));
        }
        if (size - 2L * border < 4L * wallWidth + 2L * doorHalf) {
            throw new IllegalArgumentException(
                    "size %d leaves no room for wallWidth %d and doorHalf %d inside borders of %d."
                            .formatted(size, wallWidth, doorHalf, border));
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
