package dev.jepa.planning.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepMetricTest {
    private static final int WALKS = 400;
    private static final int STEPS = 10;

    /** Two independent features of variance 1: one keeps 0.9 of itself in a step, the other nothing. [B, T, 2]. */
    private static Tensor walks() {
        double[] noise = Tensors.normal(Rng.of(1), WALKS, STEPS, 2).toDoubleArray();
        double kept = 0.9;
        for (int b = 0; b < WALKS; b++) {
            for (int t = 1; t < STEPS; t++) {
                int at = (b * STEPS + t) * 2;
                noise[at] = kept * noise[at - 2] + Math.sqrt(1 - kept * kept) * noise[at];
            }
        }
        return Tensors.of(noise, WALKS, STEPS, 2);
    }

    private static double squared(StepMetric metric, double x, double y) {
        return metric.inSteps(Tensors.of(new float[] {(float) x, (float) y}, 1, 2))
                .square()
                .sum()
                .item();
    }

    @Test
    void aRandomStepIsTheUnit() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor walks = walks();
            StepMetric metric = StepMetric.of(List.of(walks), 1);
            Tensor changes = walks.slice(1, 1, STEPS).sub(walks.slice(1, 0, STEPS - 1));
            Tensor mapped = metric.inSteps(changes.to(DType.FLOAT32)); // [B, T - 1, K]
            assertThat(mapped.square().sum(2).mean().item()).isCloseTo(1, within(1e-4));
        }
    }

    /** The slow feature changes by 2 (1 - 0.9) = 0.2 of its variance in a step, the fast one by 2: weights go as 1 / (change + r). */
    @Test
    void whatChangesSlowlyTellsPlacesApart() {
        try (TensorScope ignored = TensorScope.open()) {
            StepMetric metric = StepMetric.of(List.of(walks()), 1);
            double ridge = 1e-2 * (0.2 + 2) / 2;
            assertThat(squared(metric, 1, 0) / squared(metric, 0, 1))
                    .isCloseTo((2 + ridge) / (0.2 + ridge), within(1.0));
        }
    }

    /** Two scenes at +-5 in a third feature that does not change within them: it does not count. */
    @Test
    void whatOnlyScenesDifferInIsLeftOut() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor walks = walks();
            double[] scene = new double[WALKS * STEPS];
            for (int i = 0; i < scene.length; i++) {
                scene[i] = i < scene.length / 2 ? 5 : -5;
            }
            Tensor all = Tensors.concat(List.of(walks, Tensors.of(scene, WALKS, STEPS, 1)), 2);
            StepMetric metric = StepMetric.of(List.of(all), 2);
            Tensor across = Tensors.of(new float[] {0, 0, 10}, 1, 3);
            assertThat(metric.inSteps(across).square().sum().item()).isLessThan(1e-6);
            assertThat(metric.to(Tensors.zeros(3))
                            .energy(across.unsqueeze(1), Tensors.zeros(1, 1, 2))
                            .item())
                    .isLessThan(1e-6);
        }
    }

    @Test
    void statesThatCannotBeMeasuredAreRefused() {
        try (TensorScope ignored = TensorScope.open()) {
            refused(List.of(), 1, "one batch of states or more");
            for (int scenes : new int[] {0, -1, 3, Integer.MAX_VALUE}) {
                refused(List.of(walks()), scenes, "B a multiple of " + scenes + " scenes");
            }
            refused(List.of(walks(), Tensors.zeros(4, 1, 2)), 1, "T >= 2");
            refused(List.of(Tensors.zeros(4, 2)), 1, "must be [B, T, D]");
            refused(List.of(walks(), walks().mul(Double.NaN)), 1, "states must be finite");
            refused(List.of(Tensors.ones(4, 3, 2)), 1, "states must vary within a scene");
        }
    }

    private static void refused(List<Tensor> batches, int scenes, String message) {
        assertThatThrownBy(() -> StepMetric.of(batches, scenes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
