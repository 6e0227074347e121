package dev.jepa.examples.bench;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * A product of float32 matrices, [rows, inner] times [inner, columns], as a measure of what the machine can do.
 *
 * @param rows of the left matrix and of the product
 * @param inner columns of the left and rows of the right matrix
 * @param columns of the right matrix and of the product
 */
public record Gemm(int rows, int inner, int columns) {
    /** Squares, from which the peak is taken, and the products of a ViT of width 192 on 64 images of 38 or 64 patches. */
    public static final List<Gemm> SHAPES = List.of(
            square(512),
            square(1024),
            square(2048),
            new Gemm(2432, 192, 576),
            new Gemm(2432, 192, 768),
            new Gemm(2432, 768, 192),
            new Gemm(4096, 192, 768),
            new Gemm(12288, 96, 384));

    private static Gemm square(int side) {
        return new Gemm(side, side, side);
    }

    /** Floating-point operations of one product: a multiplication and an addition for each inner element. */
    public double flop() {
        return 2.0 * rows * inner * columns;
    }

    /** Billions of operations a second in the fastest of many repetitions. */
    public double gigaflops(Device device, double seconds) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(1), rows, inner).to(device);
            Tensor y = Tensors.normal(Rng.of(2), inner, columns).to(device);
            Timing timing = Timing.measure(seconds, () -> multiply(x, y));
            return flop() / timing.fastest() * 1e-9;
        }
    }

    /** On a GPU a product only starts here; reading one element waits for it. */
    private static void multiply(Tensor x, Tensor y) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor product = x.matmul(y);
            if (x.device().type() == Device.Type.GPU) {
                product.select(0, 0).select(0, 0).item();
            }
        }
    }

    /** For example {@code 2432 x 192 x 576}. */
    @Override
    public String toString() {
        return rows + " x " + inner + " x " + columns;
    }
}
