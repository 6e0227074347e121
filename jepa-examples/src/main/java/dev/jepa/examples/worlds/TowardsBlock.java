package dev.jepa.examples.worlds;

import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Policy;
import java.util.random.RandomGenerator;

/**
 * Explores Push-T: half of its displacements are random, the others point at the block, give or take 45 degrees, since a pusher that
 * wanders alone seldom touches it.
 */
final class TowardsBlock implements Policy {
    private final RandomGenerator generator;

    TowardsBlock(long seed) {
        generator = Rng.of(seed).at("towards the block").generator();
    }

    @Override
    public double[] act(Environment environment) {
        double[] random = environment.actionBounds().sample(generator);
        double turn = Math.PI / 2 * (generator.nextDouble() - 0.5);
        if (generator.nextBoolean()) {
            return random;
        }
        double[] state = environment.state();
        double angle = Math.atan2(state[3] - state[1], state[2] - state[0]) + turn;
        double length = Math.hypot(random[0], random[1]);
        return environment.actionBounds().project(new double[] {length * Math.cos(angle), length * Math.sin(angle)});
    }
}
