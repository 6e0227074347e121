package dev.jepa.examples.worlds;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.Trajectory;
import dev.jepa.core.trajectory.WindowSampler;
import dev.jepa.core.trajectory.Windows;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.HeldActions;
import dev.jepa.planning.env.Rollouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Episodes of an exploring policy, in memory. */
final class WorldData {
    private final SensorWorld world;
    private final Trajectories episodes;
    private final ActionBounds bounds;

    private WorldData(SensorWorld world, Trajectories episodes, ActionBounds bounds) {
        this.world = world;
        this.episodes = episodes;
        this.bounds = bounds;
    }

    /** So many episodes of so many steps, a function of the seed. */
    static WorldData of(SensorWorld world, WorldRun.Data data, long seed, int episodes, int steps) {
        return of(world, data, seed, episodes, steps, () -> {});
    }

    /** As {@link #of(SensorWorld, WorldRun.Data, long, int, int)}, telling from several threads that one more is there. */
    static WorldData of(
            SensorWorld world, WorldRun.Data data, long seed, int episodes, int steps, Runnable afterEpisode) {
        Rollouts rollouts = new Rollouts(
                world.name(),
                List.of(),
                () -> world.explored(data.repeat()),
                policySeed -> new HeldActions(world.explorer().apply(policySeed), data.hold()),
                new Rollouts.Plan(seed, episodes, steps, Rollouts.View.STATE));
        return new WorldData(
                world,
                Trajectories.of(
                        world.name(),
                        IntStream.range(0, episodes)
                                .parallel()
                                .mapToObj(i -> {
                                    Trajectory episode = rollouts.episode(i);
                                    afterEpisode.run();
                                    return episode;
                                })
                                .toList()),
                world.explored(data.repeat()).actionBounds());
    }

    /** The windows of each training step. */
    LongFunction<ActionBatch> batches(WorldRun.Data data, long seed, Device device) {
        WindowSampler sampler = new WindowSampler(episodes, data.batch(), data.length(), 1, seed);
        return step -> {
            Windows windows = sampler.windows(step);
            return new ActionBatch(
                    windows.observations().to(device), scaled(windows.actions()).to(device), windows.waited());
        };
    }

    private Tensor scaled(Tensor actions) {
        return ScaledActions.scaled(actions, bounds);
    }

    /** Whole episodes as one batch: states [N, T + 1, S], scaled actions [N, T, A]. */
    ActionBatch whole(Device device) {
        List<Tensor> states = new ArrayList<>();
        List<Tensor> actions = new ArrayList<>();
        for (int i = 0; i < episodes.size(); i++) {
            Trajectory episode = episodes.episode(i);
            states.add(episode.observations());
            actions.add(episode.actions());
        }
        return new ActionBatch(
                Tensors.stack(states, 0).to(device),
                scaled(Tensors.stack(actions, 0)).to(device),
                Duration.ZERO);
    }

    /** Mean and standard deviation of the sensors over all episodes; a sensor that never varies has deviation 1. */
    Statistics statistics() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor sensors = world.sensors()
                    .read(Tensors.concat(
                            IntStream.range(0, episodes.size())
                                    .mapToObj(i -> episodes.episode(i).observations())
                                    .toList(),
                            0)); // [N, F]
            Tensor std = sensors.std(0, 0);
            Tensor scale = std.gt(1e-6).where(std, Tensors.ones().to(std.dtype()));
            return new Statistics(scope.keep(sensors.mean(0)), scope.keep(scale));
        }
    }

    /** Of sensors, [F] each. */
    record Statistics(Tensor mean, Tensor scale) {
        /** Those of a model that a checkpoint will overwrite. */
        static Statistics none(int sensors) {
            return new Statistics(Tensors.zeros(sensors), Tensors.ones(sensors));
        }
    }
}
