package dev.jepa.planning.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CostsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static final double[] STATES = {0, 0, 3, 4, 1, 1}; // [1, 3, 2]
    private static final double[] ACTIONS = {1, 2, 4}; // [1, 3, 1]

    private double of(EnergyFunction cost) {
        return cost.energy(Tensors.of(STATES, 1, 3, 2), Tensors.of(ACTIONS, 1, 3, 1))
                .item();
    }

    @Test
    void valuesByHand() {
        Tensor goal = Tensors.of(new double[] {1, 1}, 2);
        assertThat(of(GoalDistance.sum(goal))).isEqualTo(1 + 6.5 + 0);
        assertThat(of(new GoalDistance(goal, GoalDistance.When.MEAN))).isEqualTo(7.5 / 3);
        assertThat(of(GoalDistance.last(goal))).isZero();
        assertThat(of(Costs.effort())).isEqualTo(21);
        assertThat(of(Costs.smoothness())).isEqualTo(1 + 4);
        assertThat(of(Costs.keepOut(Tensors.of(new double[] {3, 2}, 2), 4)))
                .isCloseTo(
                        Math.pow(1 - Math.sqrt(13) / 4, 2) + 0.25 + Math.pow(1 - Math.sqrt(5) / 4, 2), within(1e-12));
        assertThat(of(Costs.on(states -> states.slice(2, 0, 1), GoalDistance.sum(Tensors.of(new double[] {0}, 1)))))
                .isEqualTo(0 + 9 + 1);
    }

    @Test
    void eachPlanMayHaveAGoalOfItsOwn() {
        Tensor states = Tensors.of(new double[] {1, 1, 5, 5}, 2, 2, 1); // [B, T, D]
        Tensor goals = Tensors.of(new double[] {0, 3}, 2, 1, 1);
        assertThat(GoalDistance.sum(goals).energy(states, states).toDoubleArray())
                .containsExactly(2, 8);
    }

    @Test
    void costsAddUp() {
        assertThat(of(Costs.effort().times(2).plus(Costs.smoothness()))).isEqualTo(47);
    }

    @Test
    void oneStepHasNoSmoothness() {
        assertThat(Costs.smoothness()
                        .energy(Tensors.zeros(2, 1, 3), Tensors.ones(2, 1, 1))
                        .toFloatArray())
                .containsExactly(0, 0);
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        Tensor goal = Tensors.normal(Rng.of(1), 3).to(TestDevice.get()).to(DType.FLOAT64);
        Tensor states = Tensors.normal(Rng.of(2), 2, 4, 3).to(TestDevice.get()).to(DType.FLOAT64);
        Tensor actions = Tensors.normal(Rng.of(3), 2, 4, 2).to(TestDevice.get()).to(DType.FLOAT64);
        EnergyFunction all = GoalDistance.sum(goal)
                .plus(GoalDistance.last(goal))
                .plus(Costs.effort())
                .plus(Costs.smoothness())
                .plus(Costs.keepOut(goal, 3));
        FiniteDifference.check(
                inputs -> all.energy(inputs.get(0), inputs.get(1)).sum(), List.of(states, actions));
    }

    @Test
    void aGoalOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> of(GoalDistance.sum(Tensors.zeros(3))))
                .hasMessageContaining("states have 2 features but the goal 3");
        assertThatThrownBy(() -> Costs.keepOut(Tensors.zeros(2), 0)).hasMessageContaining("radius");
    }
}
