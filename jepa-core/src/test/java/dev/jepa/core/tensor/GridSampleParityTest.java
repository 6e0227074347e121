package dev.jepa.core.tensor;

import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** gridSample, by itself and as a warp by a field of displacements, against PyTorch's. */
class GridSampleParityTest {
    private static final double TOLERANCE = 1e-5;

    private final Fixtures fixtures = Fixtures.load("vision/warp");
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @CsvSource({"ZEROS, false", "ZEROS, true", "EDGE, false", "EDGE, true"})
    void theOperatorAndItsGradients(Resampling.Border border, boolean alignCorners) {
        String name = name(border, alignCorners) + "grid_sample.";
        Tensor image = Autograd.variable(fixtures.tensor("image"));
        Tensor grid = Autograd.variable(fixtures.tensor("grid"));
        Tensor out = Autograd.record(
                () -> Resampling.gridSample(image, grid, Resampling.Filter.BILINEAR, border, alignCorners));
        fixtures.assertClose(name + "out", out, TOLERANCE);
        List<Tensor> gradients = gradients(out, "grid.grad_out", image, grid);
        fixtures.assertClose(name + "grad.image", gradients.get(0), TOLERANCE);
        fixtures.assertClose(name + "grad.grid", gradients.get(1), TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"ZEROS, false", "ZEROS, true", "EDGE, false", "EDGE, true"})
    void aWarpByDisplacementsInPixels(Resampling.Border border, boolean alignCorners) {
        String name = name(border, alignCorners);
        Tensor image = Autograd.variable(fixtures.tensor("image"));
        Tensor flow = Autograd.variable(fixtures.tensor("flow")); // [B, 2, H, W]: horizontal, vertical
        Tensor out = Autograd.record(() -> Resampling.gridSample(
                image, grid(flow, alignCorners), Resampling.Filter.BILINEAR, border, alignCorners));
        fixtures.assertClose(name + "out", out, TOLERANCE);
        List<Tensor> gradients = gradients(out, "grad_out", image, flow);
        fixtures.assertClose(name + "grad.image", gradients.get(0), TOLERANCE);
        fixtures.assertClose(name + "grad.flow", gradients.get(1), TOLERANCE);
    }

    private static String name(Resampling.Border border, boolean alignCorners) {
        return (border == Resampling.Border.ZEROS ? "zeros" : "border") + ".align" + (alignCorners ? 1 : 0) + ".";
    }

    private List<Tensor> gradients(Tensor out, String gradient, Tensor first, Tensor second) {
        Tensor loss = Autograd.record(() -> out.mul(fixtures.tensor(gradient)).sum());
        return Autograd.gradients(loss, List.of(first, second));
    }

    /** Where the displaced pixels lie, in the operator's units: [B, H, W, 2]. */
    private static Tensor grid(Tensor flow, boolean alignCorners) {
        long height = flow.size(2);
        long width = flow.size(3);
        Tensor columns = pixels(width).add(flow.select(1, 0)); // [B, H, W]
        Tensor rows = pixels(height).unsqueeze(1).add(flow.select(1, 1));
        return Tensors.stack(List.of(units(columns, width, alignCorners), units(rows, height, alignCorners)), 3);
    }

    private static Tensor pixels(long count) {
        return Tensors.arange(0, count, 1, DType.FLOAT32).to(TestDevice.get());
    }

    private static Tensor units(Tensor pixels, long count, boolean alignCorners) {
        return alignCorners
                ? pixels.mul(2.0 / (count - 1)).sub(1.0)
                : pixels.mul(2.0).add(1.0).div((double) count).sub(1.0);
    }
}
