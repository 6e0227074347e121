package dev.jepa.core.tensor;

/**
 * Discrete Fourier transforms along an axis: X_k = sum_n x_n e^(-2 pi i k n / N); inverses divide by N.
 *
 * <p>Results may be complex ({@link DType#COMPLEX64}, {@link DType#COMPLEX128}); {@link #viewAsReal} opens them.
 */
public final class Fourier {
    private static final Script SCRIPT = Script.load("fourier", "Fourier");

    private Fourier() {}

    /** Of a real or complex tensor; complex, of the same shape. */
    public static Tensor fft(Tensor x, int axis) {
        return SCRIPT.call("fft", x, axis);
    }

    /** The inverse of {@link #fft}; complex. */
    public static Tensor ifft(Tensor x, int axis) {
        return SCRIPT.call("ifft", x, axis);
    }

    /** Of a real tensor, the first N / 2 + 1 frequencies (the others are their conjugates); complex. */
    public static Tensor rfft(Tensor x, int axis) {
        return SCRIPT.call("rfft", x, axis);
    }

    /** The inverse of {@link #rfft}; real, with {@code length} elements along the axis (rfft does not tell N from N + 1). */
    public static Tensor irfft(Tensor x, int length, int axis) {
        return SCRIPT.call("irfft", x, length, axis);
    }

    /** Real and imaginary parts along a new last axis of size 2. */
    public static Tensor viewAsReal(Tensor x) {
        return SCRIPT.call("view_as_real", x);
    }

    /** The complex tensor of real and imaginary parts [..., 2], the inverse of {@link #viewAsReal}. */
    public static Tensor viewAsComplex(Tensor x) {
        return SCRIPT.call("view_as_complex", x);
    }
}
