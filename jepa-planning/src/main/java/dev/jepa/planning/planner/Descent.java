package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.Arrays;

/**
 * Plans that descend at once, each by steps of its own length: one that has found nothing better for some rounds begins anew at the best that
 * it has found, with shorter steps.
 *
 * <p>Not at the first step that does not pay: on the way around a wall plans get dearer for a while.
 */
final class Descent {
    /** Rounds after which a plan begins anew. */
    private static final int IDLE = 3;
    /** To the power of how often it has begun anew in vain: any scale is found soon. */
    private static final double SHORTENING = 0.25;

    private static final double LENGTHENING = 1.5;

    private final StepRule rule;
    private final BoxCoordinates box;
    private final double[] best; // cost of each plan
    private final double[] length; // of its steps, as a share of the rule's
    private final int[] idle; // rounds since the best
    private StepRule.State tried;
    private Tensor bestPosition;
    private Tensor bestSlope;

    /** Descents from positions [K, H, A]. */
    Descent(StepRule rule, BoxCoordinates box, Tensor positions) {
        this.rule = rule;
        this.box = box;
        tried = rule.begin(positions);
        bestPosition = positions;
        bestSlope = positions;
        best = new double[(int) positions.size(0)];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        length = new double[best.length];
        Arrays.fill(length, 1);
        idle = new int[best.length];
    }

    /** What is to be judged next, [K, H, A]. */
    Tensor position() {
        return tried.position();
    }

    /**
     * Goes on from the judged position, or from the best one.
     *
     * @param costs [K]
     * @param gradient of the costs, [K, H, A]
     */
    void follow(double[] costs, Tensor gradient, TensorScope scope) {
        boolean[] improved = new boolean[costs.length];
        boolean[] anew = new boolean[costs.length];
        boolean any = false;
        for (int k = 0; k < costs.length; k++) {
            improved[k] = costs[k] < best[k] || best[k] == Double.POSITIVE_INFINITY;
            note(k, costs[k], improved[k]);
            anew[k] = idle[k] > 0 && idle[k] % IDLE == 0;
            any |= anew[k];
        }
        bestPosition = EachPlan.where(improved, tried.position(), bestPosition);
        bestSlope = EachPlan.where(improved, gradient, bestSlope);
        StepRule.State at = any ? tried.begunAnew(anew, bestPosition) : tried;
        Tensor slope = EachPlan.where(anew, bestSlope, gradient);
        StepRule.State moved = rule.step(at, slope);
        Tensor step = EachPlan.times(moved.position().sub(at.position()), length);
        tried = moved.at(box.project(at.position().add(step))).keptBy(scope);
        bestPosition = scope.keep(bestPosition);
        bestSlope = scope.keep(bestSlope);
    }

    private void note(int k, double cost, boolean improved) {
        if (improved) {
            best[k] = cost;
            idle[k] = 0;
            length[k] = Math.min(1, length[k] * LENGTHENING);
            return;
        }
        idle[k]++;
        if (idle[k] % IDLE == 0) {
            length[k] *= Math.pow(SHORTENING, idle[k] / (double) IDLE);
        }
    }
}
