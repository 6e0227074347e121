package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * z is sparse: inference minimises E(x, y, z) + sparsity sum |z| by FISTA.
 *
 * <pre>
 * z_k   = shrink(v_k - s dE/dz(v_k), s sparsity),   shrink(u, a) = sign(u) max(0, |u| - a)
 * v_k+1 = z_k + (t_k - 1) / t_k+1 (z_k - z_k-1),    t_k+1 = (1 + sqrt(1 + 4 t_k^2)) / 2
 * </pre>
 *
 * <p>Converges for energies that are convex and smooth in z when s is at most 1 / L, L the largest curvature. Source: Beck and
 * Teboulle 2009, "A fast iterative shrinkage-thresholding algorithm".
 *
 * @param dim Z
 * @param sparsity the price of |z|
 * @param steps iterations
 * @param stepSize s: {@link DecoderEnergy#stepSize()}
 */
public record SparseLatent(int dim, double sparsity, int steps, double stepSize) implements LatentVariable {
    public SparseLatent {
        Bounds.maybe("the stepSize of DecoderEnergy.stepSize()")
                .atLeast(1, "dim", dim)
                .notNegative("sparsity", sparsity)
                .atLeast(1, "steps", steps)
                .positive("stepSize", stepSize);
    }

    /** @throws IllegalArgumentException when the iterations leave the finite numbers */
    @Override
    public Inferred infer(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor z = Autograd.suspend(() -> iterate(energy, x.detach(), y.detach()));
        if (z.isFinite().all().item() == 0) {
            throw new IllegalArgumentException("FISTA diverged with a step size of " + stepSize
                    + ".\nMaybe it exceeds 1 / L: see DecoderEnergy.stepSize().");
        }
        Tensor lowest = energy.energy(x, y, z);
        return new Inferred(z, lowest, lowest.add(z.abs().sum(1).mul(sparsity)));
    }

    private Tensor iterate(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor z = Tensors.zeros(y.dtype(), y.device(), Shape.of(y.size(0), dim)); // [B, Z]
        Tensor v = z;
        double t = 1;
        for (int k = 0; k < steps; k++) {
            double next = (1 + Math.sqrt(1 + 4 * t * t)) / 2;
            try (TensorScope scope = TensorScope.open()) {
                Tensor leaf = Autograd.variable(v);
                Tensor total = Autograd.record(() -> energy.energy(x, y, leaf).sum());
                Tensor gradient = Autograd.gradients(total, List.of(leaf)).get(0);
                Tensor shrunk = shrink(leaf.detach().sub(gradient.mul(stepSize)));
                v = scope.keep(shrunk.add(shrunk.sub(z).mul((t - 1) / next)));
                z = scope.keep(shrunk);
            }
            t = next;
        }
        return z;
    }

    private Tensor shrink(Tensor u) {
        return u.sign().mul(u.abs().sub(stepSize * sparsity).relu());
    }
}
