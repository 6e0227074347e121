package dev.jepa.core.nn;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * How and where a module makes its parameters.
 *
 * <p>Each module passes {@code init.at("name")} to its children, so that every parameter has a key of its own and keeps
 * its initial value when a layer is added beside it.
 *
 * @param rng the key of the initial values
 * @param device where the parameters live
 * @param dtype a floating-point type, float32 but for tests by finite differences
 */
public record Init(Rng rng, Device device, DType dtype) {
    public Init {
        if (!dtype.isFloating()) {
            throw new IllegalArgumentException("dtype must be floating-point but was " + dtype + ".\nMaybe float32.");
        }
    }

    /** Float32 parameters on the CPU. */
    public static Init of(long seed) {
        return new Init(Rng.of(seed), Device.CPU, DType.FLOAT32);
    }

    /** The same on another device. */
    public Init on(Device other) {
        return new Init(rng, other, dtype);
    }

    /** The same in another type. */
    public Init as(DType other) {
        return new Init(rng, device, other);
    }

    /** For the child or parameter of this name. */
    public Init at(String name) {
        return new Init(rng.at(name), device, dtype);
    }

    /** For child number {@code index}. */
    public Init at(long index) {
        return new Init(rng.at(index), device, dtype);
    }

    /** Initial values, which belong to no scope: hand them to {@code Module.parameter} or {@code Module.buffer}. */
    public Tensor make(Initializer initializer, long... shape) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor values = initializer.make(rng, Shape.of(shape));
            return TensorScope.release(values.to(dtype).to(device));
        }
    }
}
