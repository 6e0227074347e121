package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/** A distribution of initial values. */
@FunctionalInterface
public interface Initializer {
    /** A fresh float32 tensor on the CPU; the same for the same key. */
    Tensor make(Rng rng, Shape shape);

    /** Zeros. */
    static Initializer zeros() {
        return (rng, shape) -> Tensors.zeros(shape.toArray());
    }

    /** Ones. */
    static Initializer ones() {
        return (rng, shape) -> Tensors.ones(shape.toArray());
    }

    /** One value everywhere. */
    static Initializer constant(double value) {
        return (rng, shape) -> Tensors.ones(shape.toArray()).mul(value);
    }

    /** Uniform on [-bound, bound). */
    static Initializer uniform(double bound) {
        return (rng, shape) -> {
            Bounds.maybe("0.1").notNegative("bound", bound);
            return Tensors.uniform(rng, -bound, bound, shape.toArray());
        };
    }

    /** N(0, std^2). */
    static Initializer normal(double std) {
        return (rng, shape) -> {
            Bounds.maybe("0.02").notNegative("std", std);
            return Tensors.normal(rng, shape.toArray()).mul(std);
        };
    }

    /**
     * N(0, std^2) cut to the absolute bounds [-2, 2], as {@code trunc_normal_} of PyTorch, timm and I-JEPA: with their std
     * of 0.02 that is 100 standard deviations and cuts nothing.
     */
    static Initializer truncatedNormal(double std) {
        return (rng, shape) -> {
            Bounds.maybe("0.02").positive("std", std);
            return Tensors.truncatedNormal(rng, std, 2 / std, shape.toArray());
        };
    }

    /**
     * PyTorch's default for weights and biases of linear layers and convolutions: uniform with bound 1 / sqrt(fanIn).
     *
     * @param fanIn inputs of one output: {@code in} of a linear layer, {@code in / groups * height * width} of a convolution
     */
    static Initializer fanIn(long fanIn) {
        return uniform(1 / Math.sqrt((double) fanIn));
    }

    /** He's normal initialisation by outputs for ReLU (arXiv 1502.01852, torchvision's ResNet): std sqrt(2 / fanOut). */
    static Initializer kaimingNormal(long fanOut) {
        return normal(Math.sqrt(2.0 / (double) fanOut));
    }

    /** Glorot's uniform initialisation: bound sqrt(6 / (fanIn + fanOut)). */
    static Initializer xavierUniform(long fanIn, long fanOut) {
        return uniform(Math.sqrt(6.0 / (double) (fanIn + fanOut)));
    }

    /** These values times a factor. */
    default Initializer times(double factor) {
        return (rng, shape) -> make(rng, shape).mul(factor);
    }
}
