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

    /** The episode of this number: a pure function, called from several threads at once. */
    Trajectory episode(int index);

    /** T of an episode. */
    default int steps(int index) {
        return episode(index).steps();
    }

    /** These episodes only, in this order. */
    default Trajectories subset(int... indices) {
        return new TrajectorySubset(this, indices);
    }

    /** Episodes in memory. */
    static Trajectories of(String name, List<Trajectory> episodes) {
        return new TrajectoryList(name, episodes);
    }
}
