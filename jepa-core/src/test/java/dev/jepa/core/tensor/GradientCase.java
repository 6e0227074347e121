package dev.jepa.core.tensor;

import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One operation on inputs of given shapes, whose gradients are compared with finite differences by one seed for each layout. */
record GradientCase(String operation, String detail, List<Input> inputs, Function<List<Tensor>, Tensor> function) {
    /** Where the elements of an input come from. */
    enum Domain {
        /** The standard normal distribution. */
        NORMAL,
        /** Uniform on [0.5, 2]. */
        POSITIVE,
        /** Uniform on [-0.9, 0.9]. */
        INSIDE
    }

    record Input(Domain domain, Shape shape) {
        Tensor sample(Rng rng) {
            long[] sizes = shape.toArray();
            Tensor values =
                    switch (domain) {
                        case NORMAL -> Tensors.normal(rng, sizes);
                        case POSITIVE -> Tensors.uniform(rng, 0.5, 2, sizes);
                        case INSIDE -> Tensors.uniform(rng, -0.9, 0.9, sizes);
                    };
            return values.to(DType.FLOAT64);
        }
    }

    static Input normal(long... shape) {
        return new Input(Domain.NORMAL, Shape.of(shape));
    }

    static Input positive(long... shape) {
        return new Input(Domain.POSITIVE, Shape.of(shape));
    }

    static Input inside(long... shape) {
        return new Input(Domain.INSIDE, Shape.of(shape));
    }

    static GradientCase of(String operation, Input x, UnaryOperator<Tensor> function) {
        return new GradientCase(operation, "", List.of(x), xs -> function.apply(xs.get(0)));
    }

    static GradientCase of(String operation, Input x, Input y, BinaryOperator<Tensor> function) {
        return new GradientCase(operation, "", List.of(x, y), xs -> function.apply(xs.get(0), xs.get(1)));
    }

    static GradientCase of(String operation, List<Input> inputs, Function<List<Tensor>, Tensor> function) {
        return new GradientCase(operation, "", inputs, function);
    }

    GradientCase with(String newDetail) {
        return new GradientCase(operation, newDetail, inputs, function);
    }

    void check() {
        for (Layout layout : Layout.values()) {
            try (TensorScope scope = TensorScope.open()) {
                Rng rng = Rng.of(7).at(layout.name());
                List<Tensor> samples = new ArrayList<>();
                for (Input input : inputs) {
                    samples.add(input.sample(rng.at(samples.size())));
                }
                FiniteDifference.check(function, samples, layout);
            }
        }
    }

    /** The cases of every test class of gradients. */
    static Stream<GradientCase> all() {
        return Stream.of(
                        ElementwiseGradientTest.cases(),
                        ReductionGradientTest.cases(),
                        ShapeGradientTest.cases(),
                        IndexingGradientTest.cases(),
                        LinearAlgebraGradientTest.cases(),
                        ConvolutionGradientTest.cases(),
                        NetworkGradientTest.cases(),
                        ImageGradientTest.cases())
                .flatMap(cases -> cases);
    }

    @Override
    public String toString() {
        return operation + " "
                + inputs.stream().map(input -> input.shape().toString()).toList() + " " + detail;
    }
}
