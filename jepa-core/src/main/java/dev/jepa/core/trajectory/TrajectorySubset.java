package dev.jepa.core.trajectory;

import java.util.List;

/** Some episodes of another set. */
final class TrajectorySubset implements Trajectories {
    private final Trajectories all;
    private final int[] indices;

    TrajectorySubset(Trajectories all, int... indices) {
        this.all = all;
        this.indices = indices.clone();
        for (int index : indices) {
            EpisodeNumber.checked(all, index);
        }
    }

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public List<String> settings() {
        return all.settings();
    }

    @Override
    public EpisodeShape shape() {
        return all.shape();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Trajectory episode(int index) {
        return all.episode(indices[EpisodeNumber.checked(this, index)]);
    }

    @Override
    public int steps(int index) {
        return all.steps(indices[EpisodeNumber.checked(this, index)]);
    }
}
