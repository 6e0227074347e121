package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import org.junit.jupiter.api.Test;

/** Positions against the official I-JEPA's. */
class SinCosPositionsParityTest {
    private final Fixtures fixtures = Fixtures.load("ijepa/positions");

    @Test
    void line() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor line = SinCosPositions.line(fixtures.integer("hp.len1d"), fixtures.integer("hp.dim1d"));
            assertThat(line.dtype()).isEqualTo(DType.FLOAT64);
            fixtures.assertClose("pos_1d", line, 1e-12);
        }
    }

    @Test
    void grids() {
        try (TensorScope scope = TensorScope.open()) {
            int grid = fixtures.integer("hp.grid");
            int grid2 = fixtures.integer("hp.grid2");
            Tensor positions = SinCosPositions.grid(grid, grid, fixtures.integer("hp.dim"));
            fixtures.assertClose("pos_2d", positions, 1e-12);
            fixtures.assertClose("pos_2d_b", SinCosPositions.grid(grid2, grid2, fixtures.integer("hp.dim2")), 1e-6);
            long dim = fixtures.shape("pos_2d_cls")[1];
            long firstRows = fixtures.shape("pos_2d_cls")[0] - 1;
            double[] withClassToken = new double[(int) ((firstRows + 1) * dim)];
            double[] first = positions.slice(0, 0, firstRows).toDoubleArray();
            System.arraycopy(first, 0, withClassToken, (int) dim, first.length);
            fixtures.assertClose("pos_2d_cls", withClassToken, 1e-12);
        }
    }
}
