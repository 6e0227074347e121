package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.GradientCase.Input;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearAlgebraGradientTest {
    static Stream<GradientCase> cases() {
        return Stream.of(products(), linear(), solutions(), decompositions(), spectra())
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> products() {
        return Stream.of(
                of("Tensor.matmul", normal(2, 3), normal(3, 4), Tensor::matmul),
                of("Tensor.matmul", normal(5, 2, 3), normal(3, 4), Tensor::matmul),
                of("Tensor.matmul", normal(2, 1, 2, 3), normal(4, 3, 2), Tensor::matmul),
                of("Tensor.matmul", normal(3), normal(3), Tensor::matmul),
                of("Tensor.matmul", normal(1, 1), normal(1, 1), Tensor::matmul),
                of("Tensor.matmul", normal(0, 3), normal(3, 2), Tensor::matmul),
                of("Tensors.outer", normal(3), normal(4), Tensors::outer),
                of("Tensors.einsum", normal(2, 3, 4), normal(2, 4, 5), (x, y) -> Tensors.einsum("bij,bjk->bik", x, y)),
                of("Tensors.einsum", normal(3, 3), t -> Tensors.einsum("ii->i", t)),
                of("Distances.cdist", normal(3, 4), normal(5, 4), (x, y) -> Distances.cdist(x, y, 1)),
                of("Distances.cdist", normal(2, 3, 4), normal(2, 5, 4), (x, y) -> Distances.cdist(x, y, 2)),
                of("Distances.cdist", normal(3, 4), normal(5, 4), (x, y) -> Distances.cdist(x, y, 3)),
                of(
                        "Distances.cdist",
                        normal(3, 4),
                        normal(5, 4),
                        (x, y) -> Distances.cdist(x, y, Double.POSITIVE_INFINITY)),
                of("Distances.squaredEuclidean", normal(3, 4), normal(5, 4), Distances::squaredEuclidean));
    }

    private static Stream<GradientCase> linear() {
        return Stream.of(new long[] {3}, new long[] {5, 3}, new long[] {2, 5, 3}, new long[] {0, 3})
                .flatMap(shape -> Stream.of(
                        of(
                                "LinearAlgebra.linear",
                                List.of(normal(shape), normal(4, 3), normal(4)),
                                xs -> LinearAlgebra.linear(xs.get(0), xs.get(1), xs.get(2))),
                        of(
                                "LinearAlgebra.linear",
                                normal(shape),
                                normal(4, 3),
                                (x, w) -> LinearAlgebra.linear(x, w, null))));
    }

    private static Stream<GradientCase> solutions() {
        return Stream.of(normal(3, 3), normal(1, 1), normal(2, 3, 3))
                .flatMap(x -> Stream.of(
                        of("LinearAlgebra.inverse", x, t -> LinearAlgebra.inverse(positive(t))),
                        of("LinearAlgebra.solve", x, x, (s, t) -> LinearAlgebra.solve(positive(s), t)),
                        of("LinearAlgebra.cholesky", x, t -> LinearAlgebra.cholesky(positive(t))),
                        of(
                                "LinearAlgebra.choleskySolve",
                                x,
                                x,
                                (s, t) -> LinearAlgebra.choleskySolve(t, LinearAlgebra.cholesky(positive(s)))),
                        of("LinearAlgebra.slogdet", x, t -> LinearAlgebra.slogdet(t)
                                .logAbs())));
    }

    private static Stream<GradientCase> decompositions() {
        return Stream.of(normal(3, 3), normal(4, 2), normal(2, 3, 2))
                .flatMap(x -> Stream.of(
                        of("LinearAlgebra.qr", x, t -> LinearAlgebra.qr(t).q()),
                        of("LinearAlgebra.qr", x, t -> LinearAlgebra.qr(t).r()),
                        of("LinearAlgebra.pinv", x, LinearAlgebra::pinv),
                        of("LinearAlgebra.svd", x, LinearAlgebraGradientTest::polarFactor),
                        of("LinearAlgebra.svd", x, t -> LinearAlgebra.svd(t).s()),
                        of("LinearAlgebra.singularValues", x, LinearAlgebra::singularValues)));
    }

    private static Stream<GradientCase> spectra() {
        Input x = normal(3, 4);
        return Stream.of(
                of("LinearAlgebra.eigh", normal(3, 3), t -> LinearAlgebra.eigh(positive(t))
                        .values()),
                of("LinearAlgebra.eigh", normal(3, 3), t -> LinearAlgebra.eigh(positive(t))
                        .vectors()
                        .square()),
                of("Fourier.fft", x, t -> Fourier.viewAsReal(Fourier.fft(t, 0))),
                of("Fourier.ifft", x, t -> Fourier.viewAsReal(Fourier.ifft(t, -1))),
                of("Fourier.rfft", x, t -> Fourier.viewAsReal(Fourier.rfft(t, 1))),
                of("Fourier.irfft", normal(3, 3, 2), t -> Fourier.irfft(Fourier.viewAsComplex(t), 4, 1)),
                of("Fourier.irfft", normal(3, 3, 2), t -> Fourier.irfft(Fourier.viewAsComplex(t), 5, 1)),
                of(
                        "Fourier.viewAsReal",
                        normal(3, 2),
                        t -> Fourier.viewAsReal(Fourier.viewAsComplex(t).mul(2.0))),
                of("Fourier.viewAsComplex", normal(3, 2), t -> Fourier.viewAsComplex(t)
                        .abs()));
    }

    private static Tensor positive(Tensor x) {
        return x.matmul(x.transpose(-2, -1))
                .add(Tensors.eye((int) x.size(-1), (int) x.size(-1), DType.FLOAT64)
                        .to(TestDevice.get()));
    }

    /** The orthonormal matrix nearest to x: does not depend on the signs of the singular vectors. */
    private static Tensor polarFactor(Tensor x) {
        LinearAlgebra.Svd svd = LinearAlgebra.svd(x);
        return svd.u().matmul(svd.vh());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
