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
    }

    /** Wall and door uniform over whole pixels: wall from {@code fromX} to below {@code toX}, door likewise. */
    record Uniform(int fromX, int toX, int fromY, int toY) implements Layouts {
        public Uniform {
            if (fromX >= toX || fromY >= toY) {
                throw new IllegalArgumentException(
                        "wall [%d, %d) and door [%d, %d) must not be empty.".formatted(fromX, toX, fromY, toY));
            }
        }

        @Override
        public Layout draw(RandomGenerator generator) {
            return new Layout(generator.nextInt(fromX, toX), generator.nextInt(fromY, toY));
        }
    }

    /** One layout. */
    Layout draw(RandomGenerator generator);

    /** eb_jepa's fixed wall: 32, door 18. */
    static Layouts fixed() {
        return new Fixed(32, 18);
    }

    /** eb_jepa's random walls: wall in [20, 45), door in [10, 55). */
    static Layouts random() {
        return new Uniform(20, 45, 10, 55);
    }
}
