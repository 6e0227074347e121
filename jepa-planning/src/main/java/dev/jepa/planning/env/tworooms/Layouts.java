package dev.jepa.planning.env.tworooms;

import java.util.random.RandomGenerator;

/** The layouts that episodes and trajectories are drawn from. */
public sealed interface Layouts {
    /** Always the same. */
    record Fixed(int wallX, int doorY) implements Layouts {
        @Override
        public Layout draw(RandomGenerator generator) {
            return new Layout(wallX, doorY);
        }

        @Override
        public void requireFit(Geometry geometry) {
            StartGoal.requireFit(geometry, new Layout(wallX, doorY));
        }
    }

    /** Wall and door uniform over whole pixels: wall from {@code fromX} to below {@code toX}, door likewise. */
    record Uniform(int fromX, int toX, int fromY, int toY) implements Layouts {
        public Uniform {
            if (fromX >= toX || fromY >= toY) {
                throw new IllegalArgumentException(
                        "fromX must lie below toX and fromY below toY but they were %d and %d, %d and %d."
                                .formatted(fromX, toX, fromY, toY));
            }
        }

        @Override
        public Layout draw(RandomGenerator generator) {
            return new Layout(generator.nextInt(fromX, toX), generator.nextInt(fromY, toY));
        }

        @Override
        public void requireFit(Geometry geometry) {
            StartGoal.requireFit(geometry, new Layout(fromX, fromY));
            StartGoal.requireFit(geometry, new Layout(toX - 1, toY - 1));
        }
    }

    /** One layout. */
    Layout draw(RandomGenerator generator);

    /**
     * Refuses layouts that a world has no room for.
     *
     * @throws IllegalArgumentException if a wall leaves no place for an agent beside it, or a door is not between the outer walls
     */
    void requireFit(Geometry geometry);

    /** eb_jepa's fixed wall: 32, door 18. */
    static Layouts fixed() {
        return new Fixed(32, 18);
    }

    /** eb_jepa's random walls: wall in [20, 45), door in [10, 55). */
    static Layouts random() {
        return new Uniform(20, 45, 10, 55);
    }
}
