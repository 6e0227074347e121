package dev.jepa.core.trajectory;

/** The number of an episode in a set. */
final class EpisodeNumber {
    private EpisodeNumber() {}

    /** The number, if the set has such an episode. */
    static int checked(Trajectories set, int index) {
        if (index < 0 || index >= set.size()) {
            throw new IllegalArgumentException(
                    "an episode of %s must be 0 to %d but was %d.".formatted(set.name(), set.size() - 1, index));
        }
        return index;
    }
}
