package dev.jepa.core.trajectory;

import java.util.List;

/** Episodes in memory. */
record TrajectoryList(String name, List<Trajectory> episodes) implements Trajectories {
    TrajectoryList {
        episodes = List.copyOf(episodes);
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException("a set must have an episode or more but has none.");
        }
        EpisodeShape first = episodes.get(0).shape();
        for (Trajectory episode : episodes) {
            if (!episode.shape().equals(first)) {
                throw new IllegalArgumentException("the episodes of a set must have one shape but there are " + first
                        + " and " + episode.shape() + ".");
            }
        }
    }

    @Override
    public List<String> settings() {
        return List.of();
    }

    @Override
    public EpisodeShape shape() {
        return episodes.get(0).shape();
    }

    @Override
    public int size() {
        return episodes.size();
    }

    @Override
    public Trajectory episode(int index) {
        return episodes.get(EpisodeNumber.checked(this, index));
    }
}
