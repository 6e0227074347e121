package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    @Test
    void factorAndSolutionOfAMatrixByHand() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {4, 2, 2, 5}, 2, 2);
            Tensor factor = LinearAlgebra.cholesky(x);
            assertThat(factor.toDoubleArray()).containsExactly(2, 0, 1, 2);
            Tensor solved = LinearAlgebra.choleskySolve(Tensors.of(new double[] {8, 12}, 2, 1), factor);
            assertThat(solved.toDoubleArray()).containsExactly(new double[] {1, 2}, within(1e-15));
        }
    }

    @Test
    void gradientOfTheSolutionIsThatOfTheInverse() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(new double[] {4}, 1, 1));
            Tensor y = Tensors.of(new double[] {8}, 1, 1);
            Tensor solved = Autograd.record(() ->
                    LinearAlgebra.choleskySolve(y, LinearAlgebra.cholesky(x)).sum());
            assertThat(Autograd.gradients(solved, List.of(x)).get(0).item()).isEqualTo(-0.5, within(1e-15));
        }
    }

    @Test
    void anIndefiniteMatrixIsRefused() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {1, 2, 2, 1}, 2, 2);
            assertThatThrownBy(() -> LinearAlgebra.cholesky(x))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("cholesky")
                    .hasMessageContaining("Maybe");
        }
    }
}
