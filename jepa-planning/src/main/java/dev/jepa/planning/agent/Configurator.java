package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;
import java.util.function.Function;
import java.util.function.Predicate;

/** Configures the other modules for the task and the situation: what is to be done now, with which cost, and how to find the action. */
public interface Configurator {
    /**
     * What the configurator knows.
     *
     * @param state where the agent is, [1, D]
     * @param goal the state of the goal that was shown when the episode began, [1, D]
     * @param surprised whether the last prediction failed
     * @param disagreement mean squared difference between what the policy would do and what planning did lately, in units of
     *     half the range of an action; NaN before the first plan
     * @param step of the episode, from 0
     */
    record Situation(Tensor state, Tensor goal, boolean surprised, double disagreement, long step) {}

    /** How to find the next action. */
    ActorMode mode(Situation situation);

    /** The task at hand; called once a step. */
    Task task(Situation situation);

    /** Tells that an episode begins. */
    default void begin() {}

    /**
     * Always plans, for the goal that is shown.
     *
     * @param costOfGoal a goal [1, D] to the cost of plans
     */
    static Configurator deliberate(Function<Tensor, Cost> costOfGoal) {
        return of(costOfGoal, situation -> false);
    }

    /**
     * Trusts the policy while it does nearly what planning does and nothing surprising happens, and plans every {@code checkEvery}
     * steps nevertheless.
     *
     * @param costOfGoal a goal [1, D] to the cost of plans
     */
    static Configurator trusting(Function<Tensor, Cost> costOfGoal, double tolerance, int checkEvery) {
        if (!(tolerance > 0) || checkEvery < 1) {
            throw new IllegalArgumentException("tolerance must be > 0 and checkEvery >= 1 but they were " + tolerance
                    + " and " + checkEvery + ".");
        }
        return of(
                costOfGoal,
                situation -> situation.disagreement() <= tolerance
                        && !situation.surprised()
                        && situation.step() % checkEvery != 0);
    }

    private static Configurator of(Function<Tensor, Cost> costOfGoal, Predicate<Situation> trusted) {
        return new Configurator() {
            @Override
            public ActorMode mode(Situation situation) {
                return trusted.test(situation) ? ActorMode.REACTIVE : ActorMode.DELIBERATE;
            }

            @Override
            public Task task(Situation situation) {
                return new Task(situation.goal(), costOfGoal.apply(situation.goal()));
            }
        };
    }
}
