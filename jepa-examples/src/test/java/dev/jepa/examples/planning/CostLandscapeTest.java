package dev.jepa.examples.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.planner.Problem;
import org.junit.jupiter.api.Test;

class CostLandscapeTest {
    private static final int GRID = 21;

    /** States move by the actions. */
    private static final class Adding implements WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations;
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            return states.add(actions);
        }
    }

    private static double[] around(EnergyFunction cost, int dim, int horizon) {
        Tensor state = Tensors.zeros(1, dim);
        Problem problem = new Problem(new Adding(), cost, ActionBounds.symmetric(dim, 3), horizon, state);
        return CostLandscape.around(problem, Tensors.zeros(horizon, dim));
    }

    @Test
    void oneDisplacementIsAddedToAllActionsOfTwoComponents() {
        try (TensorScope ignored = TensorScope.open()) {
            EnergyFunction lastX = (states, actions) -> states.select(1, 3).select(1, 0);
            EnergyFunction lastY = (states, actions) -> states.select(1, 3).select(1, 1);
            double[] x = around(lastX, 2, 4);
            double[] y = around(lastY, 2, 4);
            for (int row = 0; row < GRID; row++) {
                for (int column = 0; column < GRID; column++) {
                    int cell = row * GRID + column;
                    assertThat(x[cell]).as("4 steps of up to 2").isCloseTo(8 * (column - 10) / 10.0, within(1e-5));
                    assertThat(y[cell]).isCloseTo(8 * (row - 10) / 10.0, within(1e-5));
                }
            }
        }
    }

    @Test
    void halvesOfThePlanAreDisplacedWhereActionsHaveOneComponent() {
        try (TensorScope ignored = TensorScope.open()) {
            double[] half = around((states, actions) -> states.select(1, 1).select(1, 0), 1, 4);
            double[] whole = around((states, actions) -> states.select(1, 3).select(1, 0), 1, 4);
            int right = 10 * GRID + 20;
            int bottom = 20 * GRID + 10;
            assertThat(half[right]).isCloseTo(4, within(1e-5));
            assertThat(half[bottom]).as("the second half has not begun").isCloseTo(0, within(1e-5));
            assertThat(whole[bottom]).isCloseTo(4, within(1e-5));
        }
    }
}
