package dev.jepa.losses.ica;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * A wide random layer on the components, ReLU(y U^T + b), whose outputs' covariance tells dependent components from independent
 * ones: U from N(0, 1), b uniform on [-2, 2).
 */
public sealed interface RandomProjector {
    /**
     * The projector's outputs.
     *
     * @param components y [N, D]
     * @param rng the key of the weights: the same key, the same projector
     * @return [N, P]
     */
    Tensor forward(Tensor components, Rng rng);

    /**
     * One layer from one number to many, applied to each component by itself: outputs of different components covary only if
     * these depend on each other. P = D width, component by component.
     *
     * @param width outputs of a component
     */
    record PerComponent(int width) implements RandomProjector {
        public PerComponent {
            requireWidth(width);
        }

        @Override
        public Tensor forward(Tensor components, Rng rng) {
            Tensor u = Tensors.normal(rng.at("weight"), width);
            Tensor y = components.unsqueeze(2); // [N, D, 1]
            return y.mul(like(u, components))
                    .add(like(biases(rng, width), components))
                    .relu()
                    .flatten(1, 2); // [N, D width]
        }
    }

    /**
     * One layer that sees all components at once, as projectors of joint embedding do. Its outputs on a rotated y are distributed as
     * on y, since U is Gaussian, so that averaged over draws no criterion on them can tell rotations of white signals apart.
     *
     * @param width P
     */
    record Mixing(int width) implements RandomProjector {
        public Mixing {
            requireWidth(width);
        }

        @Override
        public Tensor forward(Tensor components, Rng rng) {
            Tensor u = Tensors.normal(rng.at("weight"), components.size(1), width);
            return components
                    .matmul(like(u, components))
                    .add(like(biases(rng, width), components))
                    .relu(); // [N, P]
        }
    }

    private static Tensor biases(Rng rng, int width) {
        return Tensors.uniform(rng.at("bias"), -2, 2, width);
    }

    private static Tensor like(Tensor values, Tensor components) {
        return values.to(components.dtype()).to(components.device());
    }

    private static void requireWidth(int width) {
        Bounds.maybe("32").atLeast(1, "width", width);
    }
}
