package dev.jepa.planning.planner;

import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;

/** Changes of a plan and feedback on deviations from it, from the Riccati recursion. Float64, on the CPU. */
final class LinearPolicy {
    private final Tensor[] offsets;
    private final Tensor[] gains;

    private LinearPolicy(int horizon) {
        offsets = new Tensor[horizon];
        gains = new Tensor[horizon];
    }

    /** k_t, [A]. */
    Tensor offset(int t) {
        return offsets[t];
    }

    /** K_t, [A, D]. */
    Tensor gain(int t) {
        return gains[t];
    }

    /** Backwards in time: Q = l + f' V' of the next step; k = -Quu^-1 Qu, K = -Quu^-1 Qux. */
    static LinearPolicy solve(Expansion e, double regularisation) {
        int horizon = (int) e.actionGradient().size(0);
        LinearPolicy policy = new LinearPolicy(horizon);
        Tensor gradient = e.stateGradient().select(0, horizon - 1L).unsqueeze(1); // V_x, [D, 1]
        Tensor hessian = e.stateHessian().select(0, horizon - 1L); // V_xx, [D, D]
        for (int t = horizon - 1; t >= 0; t--) {
            Tensor fs = e.stateJacobian().select(0, t);
            Tensor fa = e.actionJacobian().select(0, t);
            Tensor fst = fs.transpose(0, 1);
            Tensor fat = fa.transpose(0, 1);
            Tensor qu = e.actionGradient().select(0, t).unsqueeze(1).add(fat.matmul(gradient));
            Tensor quu = e.actionHessian().select(0, t).add(fat.matmul(hessian).matmul(fa));
            Tensor qux = fat.matmul(hessian).matmul(fs);
            Tensor inverse = regularInverse(quu, regularisation);
            Tensor k = inverse.matmul(qu).neg();
            Tensor gain = inverse.matmul(qux).neg();
            policy.offsets[t] = k.squeeze(1);
            policy.gains[t] = gain;
            if (t > 0) {
                Tensor qx = e.stateGradient().select(0, t - 1L).unsqueeze(1).add(fst.matmul(gradient));
                Tensor qxx = e.stateHessian()
                        .select(0, t - 1L)
                        .add(fst.matmul(hessian).matmul(fs));
                Tensor gt = gain.transpose(0, 1);
                Tensor qxu = qux.transpose(0, 1);
                gradient = qx.add(gt.matmul(quu.matmul(k).add(qu))).add(qxu.matmul(k));
                hessian =
                        symmetric(qxx.add(gt.matmul(quu.matmul(gain).add(qux))).add(qxu.matmul(gain)));
            }
        }
        return policy;
    }

    private static Tensor symmetric(Tensor x) {
        return x.add(x.transpose(0, 1)).div(2);
    }

    /** Of the matrix with its eigenvalues made positive, so that the step goes downhill. */
    private static Tensor regularInverse(Tensor x, double regularisation) {
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(symmetric(x));
        Tensor floor = eigen.values().abs().maxKeep(0).mul(1e-12);
        Tensor values = eigen.values().abs().maximum(floor).add(regularisation);
        return eigen.vectors().div(values).matmul(eigen.vectors().transpose(0, 1));
    }
}
