package dev.jepa.planning.env.tworooms;

import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.TrajectoryRecorder;
import java.util.List;

/** The first {@link RandomWalks} of a seed as pictures and displacements; positions are the proprioception. */
public final class RecordedWalks implements Trajectories {
    private final RandomWalks walks;
    private final Camera camera;
    private final EpisodeShape shape;
    private final int size;
    private final List<String> settings;

    /** Walks 0 … {@code size} - 1. */
    public RecordedWalks(TwoRoomsConfig world, WalkConfig walk, long seed, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size must be >= 1 but was " + size + ".");
        }
        this.walks = new RandomWalks(world, walk, seed);
        this.camera = new Camera(world.geometry());
        this.size = size;
        int side = world.geometry().size();
        this.shape = new EpisodeShape(EpisodeShape.Kind.PIXELS, List.of(Camera.CHANNELS, side, side), 2, 2);
        this.settings = List.of("world=" + world, "walk=" + walk, "seed=" + seed);
    }

    @Override
    public String name() {
        return "two-rooms walks";
    }

    @Override
    public List<String> settings() {
        return settings;
    }

    @Override
    public EpisodeShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public dev.jepa.core.trajectory.Trajectory episode(int index) {
        Trajectory walk = walks.trajectory(index);
        TrajectoryRecorder recorder = new TrajectoryRecorder(shape);
        double[][] positions = walk.positions();
        for (int t = 0; t < positions.length; t++) {
            double[] at = positions[t];
            recorder.see(camera.frame(walk.layout(), at[0], at[1]).pixels(), at);
            if (t < walk.actions().length) {
                recorder.act(walk.actions()[t]);
            }
        }
        return recorder.trajectory();
    }
}
