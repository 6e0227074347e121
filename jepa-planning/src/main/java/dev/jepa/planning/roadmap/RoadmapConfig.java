package dev.jepa.planning.roadmap;

/**
 * How a roadmap is built. Lengths are in steps.
 *
 * @param rollouts imagined at once in a round
 * @param steps of each rollout
 * @param rounds at most; it ends sooner, but not before the second, when start and goal are joined. In an episode in which several ways are
 *     looked for they are spent once; after that one more for each way that is not found
 * @param merge states nearer than this are one node
 * @param link nodes nearer than this are joined, although no rollout went from one to the other
 * @param jump consecutive states of a rollout are joined when they are nearer than this; what moves further is a flaw of the model
 * @param support how much dearer an edge into a rarely visited node is: its length counts 1 + support / visits there and around, so
 *     that a single leak of the model through a wall is not worth it
 */
public record RoadmapConfig(
        int rollouts, int steps, int rounds, double merge, double link, double jump, double support) {
    private static final int MOST_STATES = 1 << 20;

    public RoadmapConfig {
        if (rollouts < 2 || steps < 1 || rounds < 1) {
            throw new IllegalArgumentException(
                    "rollouts must be >= 2 (from the start and from the goal), steps and rounds >= 1, but they were %d, %d and %d."
                            .formatted(rollouts, steps, rounds));
        }
        if ((double) rollouts * (steps + 1.0) > MOST_STATES) {
            throw new IllegalArgumentException(
                    "rollouts * (steps + 1), the states imagined in a round, must be <= %d but rollouts was %d and steps %d."
                            .formatted(MOST_STATES, rollouts, steps));
        }
        if (!(merge > 0) || !(link > merge) || !Double.isFinite(link)) {
            throw new IllegalArgumentException(
                    "merge must be > 0 and link > merge, both finite, but they were %s and %s.\nMaybe the two were swapped: nodes are at least merge apart, so a shorter link joins none."
                            .formatted(merge, link));
        }
        if (!(jump > merge)) {
            throw new IllegalArgumentException("jump must be > merge but they were " + jump + " and " + merge
                    + ".\nMaybe lengths are not in steps: the projection should give a typical step length 1.");
        }
        if (!(support >= 0) || !Double.isFinite(support)) {
            throw new IllegalArgumentException("support must be >= 0 and finite but was " + support + ".");
        }
    }

    /** 48 rollouts of 60 steps, up to 8 rounds; merge 1, link 1.4, jump 3.5, support 6. */
    public static RoadmapConfig standard() {
        return new RoadmapConfig(48, 60, 8, 1.0, 1.4, 3.5, 6);
    }

    /** The same with other numbers of rollouts, their steps, and rounds. */
    public RoadmapConfig withRollouts(int number, int length, int times) {
        return new RoadmapConfig(number, length, times, merge, link, jump, support);
    }

    /** The same with other lengths at which states are merged and nodes are joined. */
    public RoadmapConfig withMerge(double within, double joined) {
        return new RoadmapConfig(rollouts, steps, rounds, within, joined, jump, support);
    }
}
