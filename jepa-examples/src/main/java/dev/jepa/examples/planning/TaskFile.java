package dev.jepa.examples.planning;

import dev.jepa.examples.recipe.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Tasks that planners are judged on, always the same: a file of lines, each an episode's seed and what it stands for, after a head.
 *
 * <p>The seeds alone determine the rest; it is written out so that other programs can run the same tasks, and checked so that a change
 * of the world cannot change them unnoticed.
 *
 * @param owner the class beside which the file lies
 * @param name of the file
 */
public record TaskFile(Class<?> owner, String name) {
    /**
     * The seeds of the first {@code count} tasks.
     *
     * @param line the task that the world gives for a seed, as a line
     * @throws UsageException if there are not so many
     * @throws IllegalArgumentException if a task differs from the world's
     */
    public long[] seeds(int count, LongFunction<String> line) {
        List<String> lines = lines();
        if (count < 1 || count > lines.size()) {
            throw new UsageException(
                    "--episodes must lie in 1 … " + lines.size() + ", the number of tasks, but was " + count + ".");
        }
        long[] seeds = new long[count];
        for (int i = 0; i < count; i++) {
            seeds[i] = Long.parseLong(lines.get(i).substring(0, lines.get(i).indexOf(',')));
            String own = line.apply(seeds[i]);
            if (!own.equals(lines.get(i))) {
                throw new IllegalArgumentException("Task " + i + " of " + name + " is " + lines.get(i)
                        + " but this world gives " + own
                        + ".\nMaybe the run's world is not the standard one.");
            }
        }
        return seeds;
    }

    private List<String> lines() {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + name + ".\nMaybe build with Maven.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList(); // after the head
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
