package dev.jepa.core.tensor;

import dev.jepa.core.tensor.GradientCase.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseGradientTest {
    private static final long[][] SHAPES = {{}, {1}, {0}, {3, 4}, {2, 0, 3}};
    private static final long[][][] PAIRS = {
        {{2, 3}, {2, 3}}, {{2, 3}, {3}}, {{2, 1}, {1, 3}}, {{}, {2, 2}}, {{0}, {1}}, {{1}, {1}}, {{2, 1, 3}, {4, 1}}
    };

    static Stream<GradientCase> cases() {
        List<GradientCase> cases = new ArrayList<>();
        for (long[] shape : SHAPES) {
            Input real = GradientCase.normal(shape);
            Input positive = GradientCase.positive(shape);
            unary(cases, real);
            positive(cases, positive);
            numbers(cases, real, positive);
        }
        binary(cases, "add", GradientCase.Domain.NORMAL, Tensor::add);
        binary(cases, "sub", GradientCase.Domain.NORMAL, Tensor::sub);
        binary(cases, "mul", GradientCase.Domain.NORMAL, Tensor::mul);
        binary(cases, "div", GradientCase.Domain.POSITIVE, Tensor::div);
        binary(cases, "pow", GradientCase.Domain.POSITIVE, Tensor::pow);
        binary(cases, "maximum", GradientCase.Domain.NORMAL, Tensor::maximum);
        binary(cases, "minimum", GradientCase.Domain.NORMAL, Tensor::minimum);
        binary(cases, "where", GradientCase.Domain.NORMAL, (x, y) -> x.gt(y).where(x.square(), y));
        return cases.stream();
    }

    private static void unary(List<GradientCase> cases, Input x) {
        add(cases, "abs", x, Tensor::abs);
        add(cases, "neg", x, Tensor::neg);
        add(cases, "sign", x, Tensor::sign);
        add(cases, "floor", x, Tensor::floor);
        add(cases, "round", x, Tensor::round);
        add(cases, "exp", x, Tensor::exp);
        add(cases, "expm1", x, Tensor::expm1);
        add(cases, "square", x, Tensor::square);
        add(cases, "sin", x, Tensor::sin);
        add(cases, "cos", x, Tensor::cos);
        add(cases, "tanh", x, Tensor::tanh);
        add(cases, "erf", x, Tensor::erf);
        add(cases, "sigmoid", x, Tensor::sigmoid);
        add(cases, "relu", x, Tensor::relu);
        add(cases, "gelu", x, Tensor::gelu);
        add(cases, "geluTanh", x, Tensor::geluTanh);
        add(cases, "silu", x, Tensor::silu);
        add(cases, "softplus", x, Tensor::softplus);
    }

    private static void positive(List<GradientCase> cases, Input x) {
        add(cases, "log", x, Tensor::log);
        add(cases, "log1p", x, Tensor::log1p);
        add(cases, "sqrt", x, Tensor::sqrt);
        add(cases, "rsqrt", x, Tensor::rsqrt);
        add(cases, "reciprocal", x, Tensor::reciprocal);
    }

    private static void numbers(List<GradientCase> cases, Input x, Input positive) {
        add(cases, "add", x, t -> t.add(1.5));
        add(cases, "add", x, t -> t.add(2));
        add(cases, "sub", x, t -> t.sub(1.5));
        add(cases, "sub", x, t -> t.sub(2));
        add(cases, "subtractFrom", x, t -> t.subtractFrom(1.5));
        add(cases, "mul", x, t -> t.mul(1.5));
        add(cases, "mul", x, t -> t.mul(3));
        add(cases, "div", x, t -> t.div(1.5));
        add(cases, "pow", x, t -> t.pow(3));
        add(cases, "pow", positive, t -> t.pow(-1.5));
        add(cases, "clamp", x, t -> t.clamp(-0.5, 0.5));
        add(cases, "clamp", x, t -> t.clamp(0, Double.POSITIVE_INFINITY));
        add(cases, "remainder", x, t -> t.remainder(0.7));
    }

    private static void add(List<GradientCase> cases, String name, Input x, UnaryOperator<Tensor> function) {
        cases.add(GradientCase.of("Tensor." + name, x, function));
    }

    private static void binary(
            List<GradientCase> cases, String name, GradientCase.Domain domain, BinaryOperator<Tensor> function) {
        for (long[][] pair : PAIRS) {
            Input x = new Input(domain, Shape.of(pair[0]));
            Input y = new Input(domain, Shape.of(pair[1]));
            cases.add(GradientCase.of("Tensor." + name, x, y, function));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
