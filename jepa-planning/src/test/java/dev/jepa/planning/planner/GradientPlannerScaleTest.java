package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.planner.GradientPlanner.Bounding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descent does not depend on the units of actions, nor on how much wider the bounds are than what is needed. */
class GradientPlannerScaleTest {
    private static final int ROUNDS = 100;

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** s' = s + a / unit from 0, to 1 within five steps: (s_5 - 1)^2. */
    private static double walk(GradientPlanner.Config config, double unit, double bound, double costScale) {
        Tensor one = Tensors.eye(1, 1, DType.FLOAT64);
        EnergyFunction cost = GoalDistance.last(Tensors.of(new double[] {1}, 1)).times(costScale);
        Problem problem = new Problem(
                new LinearModel(one, one.div(unit)),
                cost,
                ActionBounds.symmetric(1, bound * unit),
                5,
                Tensors.zeros(1, 1).to(DType.FLOAT64));
        Plan plan = new GradientPlanner(config).plan(PlanRequest.of(problem, Budget.iterations(ROUNDS)));
        return plan.cost() / costScale;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1e-2, 1e-1, 1, 10, 100, 1e3})
    void theSamePlanInOtherUnits(double unit) {
        double own = walk(GradientPlanner.Config.adam(), 1, 0.3, 1);
        assertThat(walk(GradientPlanner.Config.adam(), unit, 0.3, 1)).isCloseTo(own, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.3, 1, 10, 100, 1e3, 1e6})
    void wideBoundsDoNotHinder(double bound) {
        for (int starts : new int[] {1, 8}) {
            GradientPlanner.Config adam = GradientPlanner.Config.adam().withStarts(starts);
            assertThat(walk(adam, 1, bound, 1)).isLessThan(1e-3);
            GradientPlanner.Config momentum = GradientPlanner.Config.momentum(0.02);
            assertThat(walk(momentum.withStarts(starts), 1, bound, 1)).isLessThan(1e-3);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 100, 1e3})
    void norDoTheyOnTheLine(double bound) {
        GradientPlanner.Config tanh = GradientPlanner.Config.adam().withBounding(Bounding.TANH);
        assertThat(walk(tanh, 1, bound, 1)).isLessThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1e-6, 1, 1e6, 1e12})
    void theScaleOfTheCostDoesNotMatterToAdam(double scale) {
        assertThat(walk(GradientPlanner.Config.adam(), 1, 1, scale)).isLessThan(1e-3);
    }
}
