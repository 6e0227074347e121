package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

class SinCosPositionsTest {
    @Test
    void codesThePlacesOfCellsAsTheGridDoes() {
        try (TensorScope ignored = TensorScope.open()) {
            double[] cells = new double[2 * 3 * 2];
            for (int i = 0; i < 6; i++) {
                cells[2 * i] = i / 3;
                cells[2 * i + 1] = i % 3;
            }

            Tensor codes = SinCosPositions.at(Tensors.of(cells, 6, 2), 8);

            Tensor grid = SinCosPositions.grid(2, 3, 8);
            assertThat(codes.sub(grid).abs().max().item()).isLessThan(1e-12);
        }
    }

    @Test
    void codesPlacesBetweenAndBeyondCells() {
        try (TensorScope ignored = TensorScope.open()) {
            double[] code = SinCosPositions.at(Tensors.of(new double[] {-1, 2.5}, 1, 2), 4)
                    .toDoubleArray();

            assertThat(code)
                    .containsExactly(
                            new double[] {Math.sin(2.5), Math.cos(2.5), Math.sin(-1), Math.cos(-1)}, offset(1e-12));
        }
    }

    @Test
    void refusesPlacesWithoutRowAndColumn() {
        try (TensorScope ignored = TensorScope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SinCosPositions.at(Tensors.zeros(3, 4), 8))
                    .withMessageContaining("[..., 2]");
        }
    }
}
