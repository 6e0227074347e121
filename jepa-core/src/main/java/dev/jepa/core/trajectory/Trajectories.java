package dev.jepa.core.trajectory;

import java.util.List;

/** A numbered set of episodes of one shape. */
public interface Trajectories {
    /** What the set is called. */
    String name();

    /** What its content is a function of, as {@code key=value}: world, seed, files. */
    List<String> settings();

    /** What each episode holds at each step. */
    EpisodeShape shape();

    /** The number of episodes. */
    int size();

    /**
     * The episode of this number, 0 to {@link #size} - 1: a pure function, called from several threads at once.
     *
     * @throws IllegalArgumentException if there is no such episode
     */
    Trajectory episode(int index);

    /** T of an episode. */
    default int steps(int index) {
        return episode(index).steps();
    }

    /**
     * These episodes only, in this order.
     *
     * @throws IllegalArgumentException if one of them does not exist
     */
    default Trajectories subset(int... indices) {
        return new TrajectorySubset(this, indices);
    }

    /** Episodes in memory. */
    static Trajectories of(String name, List<Trajectory> episodes) {
        return new TrajectoryList(name, episodes);
    }
}
