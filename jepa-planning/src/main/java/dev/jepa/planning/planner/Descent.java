package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;

/**
 * Plans that descend at once, each by steps of its own length: a step to a plan that costs more than any of the last few is taken back, and
 * its plan begins anew with a shorter one (a backtracking line search; not monotone, after Grippo, Lampariello and Lucidi 1986).
 */
final class Descent {
    /** Rounds that a cost is compared with. */
    private static final int RECENT = 5;

    private static final double SHORTENING = 0.5;
    private static final double LENGTHENING = 1.5;

    private final StepRule rule;
    private final BoxCoordinates box;
    private final double[][] recent; // [K][RECENT], costs
    private final double[] length; // of each plan's step, as a share of the rule's
    private final int[] refused; // steps of each plan that were taken back in a row
    private StepRule.State at;
    private StepRule.State tried;
    private Tensor slope; // at the position of `at`
    private int rounds;

    /** Descents from positions [K, H, A]. */
    Descent(StepRule rule, BoxCoordinates box, Tensor positions) {
        this.rule = rule;
        this.box = box;
        at = rule.begin(positions);
        tried = at;
        slope = positions;
        recent = new double[(int) positions.size(0)][RECENT];
        for (double[] costs : recent) {
            Arrays.fill(costs, Double.NEGATIVE_INFINITY);
        }
        length = new double[recent.length];
        Arrays.fill(length, 1);
        refused = new int[recent.length];
    }

    /** What is to be judged next, [K, H, A]. */
    Tensor position() {
        return tried.position();
    }

    /**
     * Takes the judged steps or takes them back, and chooses the next.
     *
     * @param costs [K]
     * @param gradient of the costs, [K, H, A]
     * @return whether any plan has moved
     */
    boolean follow(double[] costs, Tensor gradient, TensorScope scope) {
        double[] taken = new double[costs.length];
        for (int k = 0; k < costs.length; k++) {
            boolean pays =
                    rounds == 0 || costs[k] <= Arrays.stream(recent[k]).max().orElseThrow();
            if (pays) {
                recent[k][rounds % RECENT] = costs[k];
            }
            taken[k] = pays ? 1 : 0;
            refused[k] = pays ? 0 : refused[k] + 1;
            length[k] *= pays ? LENGTHENING : Math.pow(SHORTENING, refused[k]); // ever faster, for any scale
            length[k] = Math.min(1, length[k]);
        }
        rounds++;
        boolean all = Arrays.stream(taken).allMatch(t -> t == 1);
        Tensor mask = column(taken).gt(0);
        at = all ? tried : tried.orElse(at.afresh(), mask);
        slope = all ? gradient : mask.where(gradient, slope);
        StepRule.State moved = rule.step(at, slope);
        Tensor step = moved.position().sub(at.position()).mul(column(length));
        tried = moved.at(box.project(at.position().add(step))).keptBy(scope);
        at = at.keptBy(scope);
        slope = scope.keep(slope);
        return Arrays.stream(taken).anyMatch(t -> t == 1);
    }

    /** [K, 1, 1]. */
    private Tensor column(double[] values) {
        Tensor position = at.position();
        return Tensors.of(values, values.length, 1, 1).to(position.dtype()).to(position.device());
    }
}
