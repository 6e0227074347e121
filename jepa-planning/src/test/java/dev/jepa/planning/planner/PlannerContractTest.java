package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalDistance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every planner promises, on every planner. */
class PlannerContractTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static PlanRequest request(Planners which) {
        return PlanRequest.of(PointMass.problem(), which.budget());
    }

    @ParameterizedTest
    @EnumSource
    void reachesTheGoalOfAPointMass(Planners which) {
        Plan plan = which.planner.plan(request(which));
        assertThat(PointMass.miss(plan)).isLessThan(which.miss);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheBoundsAndSaysWhatThePlanCosts(Planners which) {
        Problem problem = PointMass.problem();
        Plan plan = which.planner.plan(PlanRequest.of(problem, Budget.iterations(4)));
        for (int t = 0; t < problem.horizon(); t++) {
            assertThat(problem.bounds().contains(plan.action(t))).isTrue();
        }
        Tensor states = problem.model().unroll(problem.state(), plan.actions().unsqueeze(0));
        assertThat(plan.states().toFloatArray()).containsExactly(states.toFloatArray(), within(1e-5f));
        double cost = problem.cost().energy(states, plan.actions().unsqueeze(0)).item();
        assertThat(plan.cost()).isCloseTo(cost, within(1e-4 * cost));
        List<Double> costs = plan.costs(problem.cost());
        assertThat(costs).hasSize(problem.horizon());
        assertThat(costs.get(costs.size() - 1)).isCloseTo(cost, within(1e-4 * cost));
    }

    @ParameterizedTest
    @EnumSource
    void theTraceNeverRisesAndEndsAtTheCost(Planners which) {
        Plan plan = which.planner.plan(request(which));
        for (int i = 1; i < plan.trace().size(); i++) {
            assertThat(plan.trace().get(i)).isLessThanOrEqualTo(plan.trace().get(i - 1));
        }
        assertThat(plan.trace()).endsWith(plan.cost());
        assertThat(plan.seconds()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aSeedIsAPlan(Planners which) {
        PlanRequest request =
                PlanRequest.of(PointMass.problem(), Budget.iterations(3)).withSeed(4);
        float[] first = which.planner.plan(request).actions().toFloatArray();
        assertThat(which.planner.plan(request).actions().toFloatArray()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void isNeverWorseThanItsWarmStart(Planners which) {
        Problem problem = PointMass.problem();
        Plan good = new Ilqr(Ilqr.Config.standard()).plan(PlanRequest.of(problem, Budget.iterations(5)));
        PlanRequest request = PlanRequest.of(problem, Budget.modelCalls(2L * problem.horizon()))
                .withWarmStart(good.actions());
        assertThat(which.planner.plan(request).cost()).isLessThanOrEqualTo(good.cost() * (1 + 1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsBudgetOfModelCalls(Planners which) {
        Problem problem = PointMass.problem();
        for (long calls : new long[] {12, 100, 1000}) {
            Plan plan = which.planner.plan(PlanRequest.of(problem, Budget.modelCalls(2 * calls)));
            assertThat(plan.modelCalls()).isLessThanOrEqualTo(2 * calls).isGreaterThanOrEqualTo(12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithItsBudgetOfTime(Planners which) {
        long begin = System.nanoTime();
        Plan plan = which.planner.plan(PlanRequest.of(PointMass.problem(), Budget.millis(50)));
        assertThat((System.nanoTime() - begin) / 1e6)
                .as("one round may run over")
                .isLessThan(1000);
        assertThat(plan.trace()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aModelThatPredictsNaNIsNamed(Planners which) {
        Problem sound = PointMass.problem();
        Problem broken = new Problem(new NaNModel(), sound.cost(), sound.bounds(), sound.horizon(), sound.state());
        assertThatThrownBy(() -> which.planner.plan(PlanRequest.of(broken, which.budget())))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining(
                        "the model predicts NaN or infinity for every candidate, in the first one from step 1");
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTensorsBehind(Planners which) {
        PlanRequest request = PlanRequest.of(PointMass.problem(), Budget.iterations(3));
        plan(which, request);
        long before = LiveTensors.settled();
        for (int i = 0; i < 5; i++) {
            plan(which, request);
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    private static void plan(Planners which, PlanRequest request) {
        try (TensorScope ignored = TensorScope.open()) {
            which.planner.plan(request);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlanMayHaveOneStep(Planners which) {
        Problem problem = PointMass.problem();
        Plan plan = which.planner.plan(PlanRequest.of(withHorizon(problem, 1), Budget.iterations(3)));
        assertThat(plan.actions().shape()).isEqualTo(Shape.of(1, 2));
        assertThat(plan.cost()).isFinite();
    }

    @ParameterizedTest
    @EnumSource
    void aStateThatIsNaNIsNamed(Planners which) {
        Problem sound = PointMass.problem();
        Tensor unknown = sound.state().mul(Double.NaN);
        Problem broken = new Problem(sound.model(), sound.cost(), sound.bounds(), sound.horizon(), unknown);
        assertThatThrownBy(() -> which.planner.plan(PlanRequest.of(broken, which.budget())))
                .isInstanceOf(PlanningException.class)
                .hasMessageContaining("the state to plan from is NaN or infinite");
    }

    @ParameterizedTest
    @EnumSource
    void plansInABallOfManyComponents(Planners which) {
        int dim = 20;
        Tensor unit = Tensors.eye(dim, dim, DType.FLOAT32);
        Tensor goal = Tensors.full(0.5, DType.FLOAT32, unit.device(), Shape.of(dim));
        ActionBounds ball = ActionBounds.ball(dim, 1.8);
        Problem problem = new Problem(
                new LinearModel(unit, unit),
                GoalDistance.last(goal),
                ball,
                3,
                unit.slice(0, 0, 1).mul(0));
        Plan plan = which.planner.plan(PlanRequest.of(problem, Budget.iterations(4)));
        assertThat(plan.cost()).isLessThan(0.4);
        assertThat(ball.contains(plan.action(2))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void impossibleHorizonsAreRefused(int horizon) {
        assertThatThrownBy(() -> withHorizon(PointMass.problem(), horizon))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("horizon must lie in [1, 100000] but was " + horizon);
    }

    /** Rounds and tables that no memory holds are refused before they are made. */
    @ParameterizedTest
    @MethodSource("greedy")
    void roundsThatNoMemoryHoldsAreRefused(Planner planner, int horizon, String message) {
        PlanRequest request = PlanRequest.of(withHorizon(PointMass.problem(), horizon), Budget.iterations(1));
        assertThatThrownBy(() -> planner.plan(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> greedy() {
        int most = Integer.MAX_VALUE;
        String large = "is too large";
        return Stream.of(
                Arguments.of(new RandomShooting(most), 1, large),
                Arguments.of(new RandomShooting(2000), 100_000, large),
                Arguments.of(new CrossEntropy(new CrossEntropy.Config(most, 20, 1, 0, 0)), 12, large),
                Arguments.of(new CrossEntropy(new CrossEntropy.Config(most, most, 1, 0, 0)), 1, large),
                Arguments.of(new Mppi(new Mppi.Config(most, most, 1, 0, 1, true)), 12, large),
                Arguments.of(new CmaEs(new CmaEs.Config(most, 1)), 1, large),
                Arguments.of(new CmaEs(CmaEs.Config.standard()), 5000, "at most 4096 numbers but a plan has 10000"),
                Arguments.of(new GradientPlanner(GradientPlanner.Config.adam().withStarts(most)), 1, large),
                Arguments.of(
                        new ImprovedCrossEntropy(new ImprovedCrossEntropy.Config(most, 2, 1, 0, 0, 0, 1)), 1, large),
                Arguments.of(
                        new ImprovedCrossEntropy(new ImprovedCrossEntropy.Config(4, 2, 1, 0, 2, 0, 1)),
                        100_000,
                        "can have 10000 steps but the horizon was 100000"));
    }

    private static Problem withHorizon(Problem problem, int horizon) {
        return new Problem(problem.model(), problem.cost(), problem.bounds(), horizon, problem.state());
    }

    @ParameterizedTest
    @CsvSource({"-1e-30, 1e-30", "-1e30, 1e30", "1e9, 1000000001"})
    void boundsThatTheTypeCannotTellApartAreRefused(double low, double high) {
        Problem problem = PointMass.problem();
        ActionBounds bounds = ActionBounds.box(new double[] {-1, low}, new double[] {1, high});
        assertThatThrownBy(() -> new Problem(problem.model(), problem.cost(), bounds, 12, problem.state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("told apart by float32 but component 1 has");
        Tensor precise = problem.state().to(DType.FLOAT64);
        assertThat(new Problem(problem.model(), problem.cost(), bounds, 12, precise).horizon())
                .isEqualTo(12);
    }

    @Test
    void stepsThatAPlanDoesNotHaveAreRefused() {
        ActionBounds bounds = PointMass.problem().bounds();
        Plan plan = new RandomShooting(3).plan(PlanRequest.of(PointMass.problem(), Budget.iterations(1)));
        for (int step : new int[] {-1, 12, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> plan.action(step)).hasMessageContaining("12 actions has none at step " + step);
        }
        assertThatThrownBy(() -> plan.shifted(-1, 12, bounds)).hasMessageContaining("taken >= 0");
        assertThatThrownBy(() -> plan.shifted(1, 0, bounds)).hasMessageContaining("horizon >= 1");
        assertThatThrownBy(() -> plan.shifted(1, 12, ActionBounds.symmetric(3, 1)))
                .hasMessageContaining("[H, 3]");
        assertThat(plan.shifted(Integer.MAX_VALUE, 3, bounds).abs().sum().item())
                .isZero();
    }

    @Test
    void impossibleRequestsAreRefused() {
        Problem problem = PointMass.problem();
        assertThatThrownBy(() -> PlanRequest.of(problem, Budget.modelCalls(11)))
                .hasMessageContaining("11 model calls does not suffice for one candidate of 12 steps");
        assertThatThrownBy(() -> Budget.millis(0)).hasMessageContaining(">= 1");
        PlanRequest request = PlanRequest.of(problem, Budget.iterations(1));
        assertThatThrownBy(() -> request.withWarmStart(Tensors.full(
                        0.4, problem.state().dtype(), problem.state().device(), Shape.of(12, 2))))
                .hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> request.withWarmStart(Tensors.zeros(11, 2))).hasMessageContaining("[12, 2]");
        assertThatThrownBy(() -> new Problem(problem.model(), problem.cost(), problem.bounds(), 12, Tensors.zeros(4)))
                .hasMessageContaining("[1, D]");
    }

    @Test
    void aCostOfTheWrongShapeIsRefused() {
        Problem sound = PointMass.problem();
        Problem wrong = new Problem(sound.model(), (x, y) -> x.sum(2), sound.bounds(), sound.horizon(), sound.state());
        assertThatThrownBy(() -> new RandomShooting(3).plan(PlanRequest.of(wrong, Budget.iterations(1))))
                .hasMessageContaining("must be [3] but was [3, 12]");
    }

    @Test
    void candidatesOutOfBoundsAreProjected() {
        Search search = new Search(PlanRequest.of(PointMass.problem(), Budget.iterations(1)));
        search.next();
        Evaluated evaluated = search.evaluate(Tensors.normal(Rng.of(1), 5, 12, 2));
        assertThat(evaluated.actions().abs().max().item()).isLessThanOrEqualTo(PointMass.BOUND + 1e-6);
    }

    @Test
    void aShiftedPlanEndsWithZero() {
        Plan plan = new RandomShooting(3).plan(PlanRequest.of(PointMass.problem(), Budget.iterations(1)));
        Tensor shifted = plan.shifted(5, 12, PointMass.problem().bounds());
        assertThat(shifted.slice(0, 0, 7).toFloatArray())
                .isEqualTo(plan.actions().slice(0, 5, 12).toFloatArray());
        assertThat(shifted.slice(0, 7, 12).abs().sum().item()).isZero();
        assertThat(plan.shifted(20, 4, PointMass.problem().bounds()).shape()).isEqualTo(Shape.of(4, 2));
    }

    private static final class NaNModel implements dev.jepa.core.model.WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations;
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            return states.add(actions.sumKeep(1)).mul(Double.NaN);
        }
    }
}
