package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GradientCoverageTest {
    private static final List<Class<?>> CLASSES = List.of(
            Tensor.class,
            Attention.class,
            Convolution.class,
            Distances.class,
            Dropout.class,
            Embedding.class,
            Fourier.class,
            LinearAlgebra.class,
            Losses.class,
            Normalization.class,
            Padding.class,
            Patches.class,
            Pooling.class,
            Recurrent.class,
            Resampling.class);

    /** Joins of tensors; the other methods of Tensors create. */
    private static final Set<String> JOINS =
            Set.of("Tensors.concat", "Tensors.stack", "Tensors.einsum", "Tensors.outer");

    /** Results that are booleans, positions or constants. */
    private static final Set<String> WITHOUT_GRADIENT = Set.of(
            "Tensor.all",
            "Tensor.and",
            "Tensor.any",
            "Tensor.argMax",
            "Tensor.argMin",
            "Tensor.detach",
            "Tensor.eq",
            "Tensor.ge",
            "Tensor.gt",
            "Tensor.isFinite",
            "Tensor.isNaN",
            "Tensor.le",
            "Tensor.lt",
            "Tensor.ne",
            "Tensor.nonZero",
            "Tensor.not",
            "Tensor.or",
            "Embedding.oneHot");

    @Test
    void everyDifferentiableOperationIsComparedWithFiniteDifferences() {
        Set<String> operations = Stream.concat(
                        CLASSES.stream().flatMap(GradientCoverageTest::operations), JOINS.stream())
                .collect(Collectors.toCollection(TreeSet::new));
        operations.removeAll(WITHOUT_GRADIENT);
        Set<String> compared = GradientCase.all().map(GradientCase::operation).collect(Collectors.toSet());
        assertThat(compared).containsExactlyInAnyOrderElementsOf(operations);
    }

    private static Stream<String> operations(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass().getPackage() == Tensor.class.getPackage())
                .filter(method -> type == Tensor.class || Modifier.isStatic(method.getModifiers()))
                .filter(GradientCoverageTest::returnsTensors)
                .map(method -> type.getSimpleName() + "." + method.getName());
    }

    /** The compiler's bridges to inherited methods have lost the type of a list's elements. */
    private static boolean returnsTensors(Method method) {
        Class<?> result = method.getReturnType();
        return result == Tensor.class || result == List.class || (result.isRecord() && result != Device.class);
    }
}
