package dev.jepa.examples.tworooms;

import dev.jepa.examples.planning.TaskFile;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import java.util.Locale;

/** The tasks of Two Rooms: {@code tasks-random.csv} and {@code tasks-fixed.csv}, each line an episode's seed, wall, door, start and goal. */
public final class RoomsTasks {
    private RoomsTasks() {}

    /** The seeds of the first {@code count} tasks of a world. */
    public static long[] seeds(TwoRoomsConfig world, int count) {
        String file = world.layouts() instanceof Layouts.Fixed ? "tasks-fixed.csv" : "tasks-random.csv";
        return new TaskFile(RoomsTasks.class, file).seeds(count, seed -> line(world, seed));
    }

    /** The task of a seed as a line. */
    static String line(TwoRoomsConfig config, long seed) {
        TwoRooms world = new TwoRooms(config);
        world.reset(seed);
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%.4f,%.4f,%.4f,%.4f",
                seed,
                world.layout().wallX(),
                world.layout().doorY(),
                world.state()[0],
                world.state()[1],
                world.goal()[0],
                world.goal()[1]);
    }
}
