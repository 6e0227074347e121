package dev.jepa.planning.env;

import dev.jepa.core.data.Image;
import dev.jepa.planning.action.ActionBounds;

/**
 * A world with a goal, one episode at a time: {@link #reset} chooses layout, start and goal by seed, {@link #step} acts.
 *
 * <p>Nothing is random but {@link #reset}: the same seed and actions give the same states. Not thread-safe; see
 * {@link EnvironmentBatch} for many at once.
 */
public interface Environment {
    /** Begins the episode of a seed. */
    void reset(long seed);

    /**
     * Acts once.
     *
     * @param action [A]
     * @throws IllegalArgumentException if it is out of {@link #actionBounds()}; the state has not changed then
     */
    void step(double[] action);

    /** The true state, [S], a copy. */
    double[] state();

    /** The state that should be reached, [S], a copy. */
    double[] goal();

    /** What the agent sees. */
    Frame observe();

    /** What the agent would see at the goal. */
    Frame observeGoal();

    /** The actions that are allowed. */
    ActionBounds actionBounds();

    /** How far the goal is, in the unit of {@link #successDistance()}. */
    double distance();

    /** The goal counts as reached when {@link #distance()} is below. */
    double successDistance();

    /** The number of steps of an episode. */
    int maxSteps();

    /** The dynamics of this episode, which do not depend on its current state. */
    Dynamics dynamics();

    /** A picture for people: agent, goal, obstacles. */
    Image render();

    /** Whether the goal is reached now. */
    default boolean success() {
        return distance() < successDistance();
    }
}
