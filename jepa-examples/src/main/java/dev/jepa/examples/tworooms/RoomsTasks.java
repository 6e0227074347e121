package dev.jepa.examples.tworooms;

import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.TwoRooms;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tasks that planners are judged on, always the same: {@code tasks-random.csv} and {@code tasks-fixed.csv}, each line an
 * episode's seed, wall, door, start and goal.
 *
 * <p>The seeds alone determine the rest; it is written out so that other programs can run the same tasks, and checked so that a change
 * of the world cannot change them unnoticed.
 */
public final class RoomsTasks {
    private RoomsTasks() {}

    /** The seeds of the first {@code count} tasks of a world. */
    public static long[] seeds(TwoRoomsConfig world, int count) {
        String file = world.layouts() instanceof Layouts.Fixed ? "tasks-fixed.csv" : "tasks-random.csv";
        List<String> lines = lines(file);
        if (count < 1 || count > lines.size()) {
            throw new UsageException(
                    "--episodes must lie in 1 … " + lines.size() + ", the number of tasks, but was " + count + ".");
        }
        long[] seeds = new long[count];
        for (int i = 0; i < count; i++) {
            seeds[i] = Long.parseLong(lines.get(i).substring(0, lines.get(i).indexOf(',')));
            String own = line(world, seeds[i]);
            if (!own.equals(lines.get(i))) {
                throw new IllegalArgumentException(
                        "Task " + i + " of " + file + " is " + lines.get(i) + " but this world gives " + own
                                + ".\nMaybe the run's geometry or layouts are not the standard ones.");
            }
        }
        return seeds;
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

    private static List<String> lines(String file) {
        try (InputStream in = RoomsTasks.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + file + ".\nMaybe build with Maven.");
            }
            List<String> lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            return lines.subList(1, lines.size()); // after the head
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
