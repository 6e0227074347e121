package dev.jepa.planning.roadmap;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.random.RandomGenerator;

/**
 * Displacements in the plane along headings that drift slowly and now and then are drawn anew: a walk that covers far more ground than one
 * whose steps are independent.
 *
 * @param stepLength the mean length of an action, in the environment's unit
 * @param spread each length is uniform within this share of the mean
 * @param drift standard deviation of the change of heading at each step, in radians
 * @param turn probability that a step draws its heading anew
 */
public record PersistentHeadings(double stepLength, double spread, double drift, double turn)
        implements ActionProposal {
    public PersistentHeadings {
        if (!(stepLength > 0) || !Double.isFinite(stepLength)) {
            throw new IllegalArgumentException("stepLength must be > 0 and finite but was " + stepLength + ".");
        }
        if (!(spread >= 0 && spread <= 1) || !(drift >= 0) || Double.isInfinite(drift) || !(turn >= 0 && turn <= 1)) {
            throw new IllegalArgumentException(
                    "spread and turn must lie in [0, 1] and drift be >= 0 and finite but they were %s, %s and %s.\nMaybe turn was given in steps: it is a probability."
                            .formatted(spread, turn, drift));
        }
    }

    /** Lengths within 30 % of the mean, drift 0.3, a new heading every 17 steps. */
    public static PersistentHeadings of(double stepLength) {
        return new PersistentHeadings(stepLength, 0.3, 0.3, 0.06);
    }

    /** Float32 [rollouts, steps, 2]; row r depends on the key and r alone. */
    @Override
    public Tensor propose(Rng rng, int rollouts, int steps) {
        if (rollouts < 1 || steps < 1 || 2L * rollouts * steps > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "rollouts and steps must be >= 1, and their product below 2^30, but they were %d and %d."
                            .formatted(rollouts, steps));
        }
        float[] actions = new float[rollouts * steps * 2];
        for (int r = 0; r < rollouts; r++) {
            walk(rng.at(r).generator(), actions, r * steps, steps);
        }
        return Tensors.of(actions, rollouts, steps, 2);
    }

    private void walk(RandomGenerator generator, float[] actions, int first, int steps) {
        double heading = 2 * Math.PI * generator.nextDouble();
        for (int t = first; t < first + steps; t++) {
            heading += drift * generator.nextGaussian();
            if (generator.nextDouble() < turn) {
                heading = 2 * Math.PI * generator.nextDouble();
            }
            double length = stepLength * (1 + spread * (2 * generator.nextDouble() - 1));
            actions[2 * t] = (float) (length * Math.cos(heading));
            actions[2 * t + 1] = (float) (length * Math.sin(heading));
        }
    }
}
