package dev.jepa.examples.worlds;

import dev.jepa.examples.planning.Scene;
import dev.jepa.examples.planning.TaskFile;
import dev.jepa.planning.env.ActionRepeat;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A world that is seen by sensors.
 *
 * @param name also of its recipe and its task file
 * @param task makes the world of the tasks
 * @param explored makes the world that is learned from: the same but for how episodes begin
 * @param explorer makes the policy that explores it, from a seed; its actions are held
 * @param sensors what is measured
 * @param scene how films show it
 * @param oracle makes a policy that knows the world, where there is one
 */
record SensorWorld(
        String name,
        Supplier<Environment> task,
        Supplier<Environment> explored,
        LongFunction<Policy> explorer,
        Sensors sensors,
        Scene scene,
        Optional<Supplier<Policy>> oracle) {

    /** The world of the tasks in steps of the model. */
    Environment task(int repeat) {
        return new ActionRepeat(task.get(), repeat);
    }

    /** The world that is learned from in steps of the model. */
    Environment explored(int repeat) {
        return new ActionRepeat(explored.get(), repeat);
    }

    /** The seeds of the first {@code count} tasks: {@code tasks-NAME.csv}, each line an episode's seed, start and goal. */
    long[] tasks(int count) {
        return new TaskFile(SensorWorld.class, "tasks-" + name + ".csv").seeds(count, this::line);
    }

    /** The task of a seed as a line. */
    String line(long seed) {
        Environment world = task.get();
        world.reset(seed);
        return DoubleStream.concat(Arrays.stream(world.state()), Arrays.stream(world.goal()))
                .mapToObj(number -> String.format(Locale.ROOT, "%.4f", number))
                .collect(Collectors.joining(",", seed + ",", ""));
    }
}
