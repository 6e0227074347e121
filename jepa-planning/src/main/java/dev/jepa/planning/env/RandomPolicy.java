package dev.jepa.planning.env;

import dev.jepa.core.tensor.Rng;
import java.util.random.RandomGenerator;

/** Uniform over the allowed actions: the floor that every planner has to beat. */
public final class RandomPolicy implements Policy {
    private final RandomGenerator generator;

    /** A policy whose actions are a function of the seed. */
    public RandomPolicy(long seed) {
        generator = Rng.of(seed).at("random policy").generator();
    }

    @Override
    public double[] act(Environment environment) {
        return environment.actionBounds().sample(generator);
    }
}
