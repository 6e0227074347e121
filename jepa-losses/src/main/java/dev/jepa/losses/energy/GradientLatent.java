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
 * z is a vector of few features or with a price: inference descends the gradient of E(x, y, z) + R(z) from z = 0.
 *
 * <p>Each pair has a step size of its own, which shrinks to half when a step would raise its energy (that step is not taken) and
 * grows by a tenth when it does not, so that no energy ever rises.
 *
 * @param dim Z
 * @param regularizer R
 * @param steps of the descent
 * @param stepSize of the first step
 */
public record GradientLatent(int dim, LatentRegularizer regularizer, int steps, double stepSize)
        implements LatentVariable {
    public GradientLatent {
        Bounds.maybe("4 features, 50 steps and a stepSize of 0.1")
                .atLeast(1, "dim", dim)
                .atLeast(1, "steps", steps)
                .positive("stepSize", stepSize);
    }

    @Override
    public Inferred infer(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor z = Autograd.suspend(() -> descend(energy, x.detach(), y.detach()));
        Tensor lowest = energy.energy(x, y, z);
        return new Inferred(z, lowest, lowest.add(regularizer.cost(z)));
    }

    private Tensor descend(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor z = Tensors.zeros(y.dtype(), y.device(), Shape.of(y.size(0), dim)); // [B, Z]
        Tensor sizes = Tensors.full(stepSize, y.dtype(), y.device(), Shape.of(y.size(0), 1)); // [B, 1]
        for (int i = 0; i < steps; i++) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor leaf = Autograd.variable(z);
                Tensor before = Autograd.record(() -> objective(energy, x, y, leaf)); // [B]
                Tensor total = Autograd.record(() -> before.sum());
                Tensor gradient = Autograd.gradients(total, List.of(leaf)).get(0);
                Tensor next = z.sub(gradient.mul(sizes));
                Tensor falls = objective(energy, x, y, next).le(before.detach()).unsqueeze(1); // [B, 1]
                z = scope.keep(falls.where(next, z));
                sizes = scope.keep(falls.where(sizes.mul(1.1), sizes.mul(0.5)));
            }
        }
        return z;
    }

    private Tensor objective(LatentEnergy energy, Tensor x, Tensor y, Tensor z) {
        return energy.energy(x, y, z).add(regularizer.cost(z));
    }
}
