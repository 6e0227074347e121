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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    /** The share of a ball that is nearer to its middle than x of its radius is x^A, and its directions have mean zero. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 14, 40, 300})
    void samplesFillTheBallEvenly(int dim) {
        ActionBounds ball = ActionBounds.ball(dim, 1.8);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor actions = ball.sample(Rng.of(3), 4000);
            Tensor radius = actions.square().sum(1).sqrt().div(1.8);
            assertThat(radius.max().item()).isLessThanOrEqualTo(1 + 1e-12);
            for (double share : new double[] {0.1, 0.5, 0.9}) {
                double x = Math.pow(share, 1.0 / dim);
                double inside = radius.lt(x).to(DType.FLOAT64).mean().item();
                assertThat(inside).as("nearer than %s", x).isCloseTo(share, within(0.03));
            }
            double spread = 1.8 / Math.sqrt(dim + 2.0); // of one component
            assertThat(actions.mean(0).abs().max().item()).isLessThan(5 * spread / Math.sqrt(4000));
            assertThat(actions.square().mean(0).sqrt().mean().item()).isCloseTo(spread, within(0.03 * spread));
            assertThat(ball.contains(actions.select(0, 17).toDoubleArray())).isTrue();
        }
    }

    @Test
    void samplesOfABoxReachItsSides() {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor actions = ActionBounds.box(new double[] {-1e300, 5}, new double[] {1e-3, 6})
                    .sample(Rng.of(3), 1000);
            assertThat(actions.select(1, 0).min().item()).isBetween(-1e300, -0.98e300);
            assertThat(actions.select(1, 1).mean().item()).isCloseTo(5.5, within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-200, 1e-6, 1e-3, 1, 1e6, 1e200})
    void whatIsAllowedDoesNotDependOnTheUnit(double unit) {
        ActionBounds box = ActionBounds.symmetric(2, unit);
        ActionBounds ball = ActionBounds.ball(2, unit);
        assertThat(box.contains(new double[] {unit * (1 + 1e-7), -unit})).isTrue();
        assertThat(box.contains(new double[] {unit * 1.001, 0})).isFalse();
        assertThat(ball.contains(new double[] {unit * 0.6, unit * 0.8})).isTrue();
        assertThat(ball.contains(new double[] {unit * 0.6, unit * 0.801})).isFalse();
        assertThat(ball.project(new double[] {30 * unit, 40 * unit}))
                .containsExactly(new double[] {0.6 * unit, 0.8 * unit}, within(1e-12 * unit));
        assertThat(ball.contains(ball.sample(Rng.of(1).generator()))).isTrue();
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

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308})
    void impossibleBoundsAreRefused(double bound) {
        refused(() -> ActionBounds.symmetric(2, bound), "bound must be > 0, its double finite, but was " + bound);
        refused(() -> ActionBounds.ball(2, bound), "maxNorm must be > 0, its double finite, but was " + bound);
        double other = bound == 1e308 ? -1e308 : bound;
        refused(
                () -> ActionBounds.box(new double[] {-1, other}, new double[] {1, bound}),
                "low must lie below high, their difference finite, but component 1 has");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void impossibleNumbersOfComponentsAreRefused(int dim) {
        String message = "an action must have 1 to 1000000 components but was to have " + dim;
        refused(() -> ActionBounds.symmetric(dim, 1), message);
        refused(() -> ActionBounds.ball(dim, 1), message);
        refused(() -> ActionBounds.box(new double[0], new double[0]), "was to have 0");
        refused(() -> ActionBounds.box(new double[2], new double[3]), "one length but had 2 and 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void impossibleSamplesAreRefused(int count) {
        refused(
                () -> ActionBounds.ball(2, 1).sample(Rng.of(1), count),
                "1 to 67108864 actions but was to have " + count);
    }

    @Test
    void gridsThatNoMemoryHoldsAreRefused() {
        refused(
                () -> ActionBounds.symmetric(20, 1).grid(10),
                "a grid of actions of 20 components must have 1 to 6710886 actions but was to have 100000000000000000000");
        refused(() -> ActionBounds.symmetric(1, 1).grid(Integer.MAX_VALUE), "was to have 2147483647");
        refused(() -> ActionBounds.symmetric(900_000, 1).grid(3), "was to have Infinity");
        refused(() -> ActionBounds.symmetric(2, 1).grid(-3), "must be >= 2 but were -3");
    }

    @Test
    void onlyFiniteActionsOfTheRightLengthAreProjected() {
        ActionBounds ball = ActionBounds.ball(2, 1);
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            refused(() -> ball.project(new double[] {0, wrong}), "an action must be finite but was [0.0, " + wrong);
            refused(() -> ball.require(new double[] {0, wrong}), "an action must be finite but was [0.0, " + wrong);
        }
        for (int length : new int[] {0, 1, 3}) {
            String message = "an action must have 2 components but had " + length;
            refused(() -> ball.project(new double[length]), message);
            refused(() -> ball.require(new double[length]), message);
            assertThat(ball.contains(new double[length])).isFalse();
        }
        refused(() -> ball.require(new double[] {1, 1}), "out of bounds");
        try (TensorScope ignored = TensorScope.open()) {
            refused(() -> ball.project(Tensors.zeros(4, 1)), "actions must be [..., 2] but were [4, 1]");
            refused(() -> ball.project(Tensors.zeros()), "actions must be [..., 2] but were []");
        }
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
