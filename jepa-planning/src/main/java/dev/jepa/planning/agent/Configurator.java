package dev.jepa.planning.agent;

import java.util.function.Function;

/** Configures the other modules for the task and the situation: how to act now, with which cost. */
public interface Configurator {
    /**
     * What the configurator knows.
     *
     * @param surprised whether the last prediction failed
     * @param disagreement mean squared difference between what the policy would do and what planning did lately, in units of
     *     half the range of an action; NaN before the first plan
     * @param step of the episode, from 0
     */
    record Situation(boolean surprised, double disagreement, long step) {}

    /** How to find the next action. */
    ActorMode mode(Situation situation);

    /** The cost for the task at hand. */
    Cost cost(Situation situation);

    /** Always plans. */
    static Configurator deliberate(Cost cost) {
        return of(cost, situation -> ActorMode.DELIBERATE);
    }

    /**
     * Trusts the policy while it does nearly what planning does and nothing surprising happens, and plans every {@code checkEvery}
     * steps nevertheless.
     */
    static Configurator trusting(Cost cost, double tolerance, int checkEvery) {
        if (!(tolerance > 0) || checkEvery < 1) {
            throw new IllegalArgumentException("tolerance must be > 0 and checkEvery >= 1 but they were " + tolerance
                    + " and " + checkEvery + ".");
        }
        return of(cost, situation -> {
            boolean trusted = situation.disagreement() <= tolerance && !situation.surprised();
            return trusted && situation.step() % checkEvery != 0 ? ActorMode.REACTIVE : ActorMode.DELIBERATE;
        });
    }

    private static Configurator of(Cost cost, Function<Situation, ActorMode> rule) {
        return new Configurator() {
            @Override
            public ActorMode mode(Situation situation) {
                return rule.apply(situation);
            }

            @Override
            public Cost cost(Situation situation) {
                return cost;
            }
        };
    }
}
