package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import java.util.Arrays;

/**
 * The cost of a state and of all that follows it, to second order in the state.
 *
 * @param gradient V_x, [D, 1]
 * @param hessian V_xx, [D, D]
 */
record CostToGo(Tensor gradient, Tensor hessian) {
    /**
     * How that cost depends on the action that leads to the state: Q = l + V of the next state.
     *
     * @param qu [A, 1]
     * @param quu [A, A]
     * @param qux [A, D]
     */
    record OfAction(Tensor qu, Tensor quu, Tensor qux) {
        boolean isFinite() {
            return isFinite(qu) && isFinite(quu) && isFinite(qux);
        }

        private static boolean isFinite(Tensor x) {
            return Arrays.stream(x.toDoubleArray()).allMatch(Double::isFinite);
        }
    }

    /** Of the last state. */
    static CostToGo atEnd(Expansion e) {
        long last = e.stateGradient().size(0) - 1;
        return new CostToGo(
                e.stateGradient().select(0, last).unsqueeze(1), e.stateHessian().select(0, last));
    }

    /** Of the action at a step, when this is the cost of the state after it. */
    OfAction before(Expansion e, int t) {
        Tensor fs = e.stateJacobian().select(0, t);
        Tensor fa = e.actionJacobian().select(0, t);
        Tensor fat = fa.transpose(0, 1);
        return new OfAction(
                e.actionGradient().select(0, t).unsqueeze(1).add(fat.matmul(gradient)),
                symmetric(e.actionHessian().select(0, t).add(fat.matmul(hessian).matmul(fa))),
                fat.matmul(hessian).matmul(fs));
    }

    /** Of the state before a step, at which the action changes by k + K (change of the state). */
    CostToGo under(Expansion e, int t, OfAction q, Tensor k, Tensor gain) {
        Tensor fs = e.stateJacobian().select(0, t);
        Tensor fst = fs.transpose(0, 1);
        Tensor gt = gain.transpose(0, 1);
        Tensor qxu = q.qux().transpose(0, 1);
        Tensor qx = e.stateGradient().select(0, t - 1L).unsqueeze(1).add(fst.matmul(gradient));
        Tensor qxx = e.stateHessian().select(0, t - 1L).add(fst.matmul(hessian).matmul(fs));
        return new CostToGo(
                qx.add(gt.matmul(q.quu().matmul(k).add(q.qu()))).add(qxu.matmul(k)),
                symmetric(qxx.add(gt.matmul(q.quu().matmul(gain).add(q.qux()))).add(qxu.matmul(gain))));
    }

    private static Tensor symmetric(Tensor x) {
        return x.add(x.transpose(0, 1)).div(2);
    }
}
