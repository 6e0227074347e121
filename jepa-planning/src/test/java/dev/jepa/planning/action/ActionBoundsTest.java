package dev.jepa.planning.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActionBoundsTest {
    @Test
    void aLongStepKeepsItsDirection() {
        assertThat(ActionBounds.ball(2, 2).project(new double[] {30, 40}))
                .containsExactly(new double[] {1.2, 1.6}, within(1e-12));
        assertThat(ActionBounds.ball(2, 2).project(new double[] {0.3, 0})).containsExactly(0.3, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tensorsAreProjectedAsArraysAre(boolean ball) {
        ActionBounds bounds = ball
                ? ActionBounds.ball(3, 0.7)
                : ActionBounds.box(new double[] {-1, 0, -2}, new double[] {1, 0.5, -1});
        try (TensorScope ignored = TensorScope.open()) {
            Tensor actions = Tensors.normal(Rng.of(1), 50, 3).to(DType.FLOAT64);
            double[] projected = bounds.project(actions).toDoubleArray();
            for (int i = 0; i < 50; i++) {
                double[] one = bounds.project(actions.select(0, i).toDoubleArray());
                assertThat(bounds.contains(one)).isTrue();
                for (int k = 0; k < 3; k++) {
                    assertThat(projected[3 * i + k]).isCloseTo(one[k], within(1e-12));
                }
            }
        }
    }

    @Test
    void samplesAreAllowedAndFillTheBall() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor actions = ActionBounds.ball(2, 1).sample(Rng.of(3), 4000);
            Tensor radius = actions.square().sum(1).sqrt();
            assertThat(radius.max().item()).isLessThanOrEqualTo(1);
            assertThat(radius.mean().item()).as("2/3 in a disc").isCloseTo(2.0 / 3, within(0.02));
        }
    }

    @Test
    void gridsHaveEveryCombinationWithinTheBounds() {
        try (TensorScope ignored = TensorScope.open()) {
            assertThat(ActionBounds.box(new double[] {0, -1}, new double[] {4, 1})
                            .grid(3)
                            .toDoubleArray())
                    .containsExactly(0, -1, 2, -1, 4, -1, 0, 0, 2, 0, 4, 0, 0, 1, 2, 1, 4, 1);
            ActionBounds ball = ActionBounds.ball(2, 2);
            Tensor grid = ball.grid(3);
            assertThat(grid.shape()).isEqualTo(Shape.of(9, 2));
            assertThat(grid.square().sum(1).sqrt().toDoubleArray())
                    .as("corners are shortened, the middle stays")
                    .containsExactly(new double[] {2, 2, 2, 2, 0, 2, 2, 2, 2}, within(1e-12));
            assertThatThrownBy(() -> ball.grid(1)).hasMessageContaining("must be >= 2 but were 1");
        }
    }

    @Test
    void impossibleBoundsAreRefused() {
        assertThatThrownBy(() -> ActionBounds.box(new double[] {1}, new double[] {0}))
                .hasMessageContaining("component 0 has [1.0, 0.0]");
        assertThatThrownBy(() -> ActionBounds.ball(2, 0)).hasMessageContaining("component 0");
        assertThatThrownBy(() -> ActionBounds.symmetric(0, 1)).hasMessageContaining("length >= 1");
    }
}
