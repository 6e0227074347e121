package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** iLQR where bounds hold actions. */
class BoundedIlqrTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /** s' = s + a, and only the last state counts. */
    private static Plan walk(ActionBounds bounds, double[] goal, int rounds) {
        Tensor unit = Tensors.eye(goal.length, goal.length, DType.FLOAT64);
        Problem problem = new Problem(
                new LinearModel(unit, unit),
                GoalDistance.last(Tensors.of(goal, goal.length)),
                bounds,
                5,
                Tensors.zeros(1, goal.length).to(DType.FLOAT64));
        return new Ilqr(Ilqr.Config.standard()).plan(PlanRequest.of(problem, Budget.iterations(rounds)));
    }

    @Test
    void whatOneActionMayNotDoTheOthersDo() {
        ActionBounds box = ActionBounds.box(new double[] {0}, new double[] {0.3});
        assertThat(walk(box, new double[] {1}, 1).cost()).isCloseTo(0, within(1e-6));
        assertThat(walk(box, new double[] {1.6}, 3).cost()).isCloseTo(0.01, within(1e-6));
        assertThat(walk(box, new double[] {-1}, 3).cost()).isCloseTo(1, within(1e-6));
    }

    @Test
    void inABallToo() {
        ActionBounds ball = ActionBounds.ball(2, 0.3);
        assertThat(walk(ball, new double[] {0.9, 1.2}, 3).cost()).isCloseTo(0, within(1e-6));
        assertThat(walk(ball, new double[] {1.2, 1.6}, 3).cost()).isCloseTo(0.25 / 2, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 1e3})
    void inAnyUnit(double unit) {
        ActionBounds box = ActionBounds.box(new double[] {0}, new double[] {0.3 * unit});
        assertThat(walk(box, new double[] {unit}, 3).cost()).isCloseTo(0, within(1e-6 * unit * unit));
    }

    /** sum |s_t|^2 + 0.01 |a_t|^2 under random linear dynamics, against the same as one quadratic program of all actions. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, false", "4, false", "5, true", "6, true", "7, true", "8, true"})
    void reachesTheOptimumOfRandomLinearQuadraticProblems(long seed, boolean ball) {
        int horizon = 6;
        Rng rng = Rng.of(seed);
        Tensor a =
                Tensors.eye(3, 3, DType.FLOAT64).add(random(rng.at("a"), 3, 3).mul(0.2));
        Tensor b = random(rng.at("b"), 3, 2).mul(0.5);
        EnergyFunction cost = (states, actions) -> states.square().sum(1, 2);
        Problem problem = new Problem(
                new LinearModel(a, b),
                cost.plus(Costs.effort().times(0.01)),
                ball ? ActionBounds.ball(2, 0.4) : ActionBounds.box(new double[] {-0.4, -0.1}, new double[] {0.3, 0.5}),
                horizon,
                random(rng.at("start"), 1, 3).mul(2));
        QuadraticProgram program = condensed(problem);
        double constant = cost(problem, new double[2 * horizon]);
        double optimum = constant + program.value(program.solve(problem.bounds()));
        Plan plan = new Ilqr(Ilqr.Config.standard()).plan(PlanRequest.of(problem, Budget.iterations(30)));
        assertThat(plan.cost()).isCloseTo(optimum, within(1e-6 * constant));
        assertThat(bound(plan, problem.bounds()))
                .as("actions that a bound holds")
                .isPositive();
    }

    private static Tensor random(Rng rng, long... shape) {
        return Tensors.normal(rng, shape).to(DType.FLOAT64);
    }

    private static double cost(Problem problem, double[] actions) {
        Tensor plan = Tensors.of(actions, 1, problem.horizon(), problem.actionDim());
        return problem.cost()
                .energy(problem.model().unroll(problem.state(), plan), plan)
                .item();
    }

    /** The cost of all actions as q'x + x'Qx / 2, read off its values at pairs of ones. */
    private static QuadraticProgram condensed(Problem problem) {
        int n = problem.horizon() * problem.actionDim();
        double constant = cost(problem, new double[n]);
        double[][] matrix = new double[n][n];
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double[] both = new double[n];
                both[i]++;
                both[j]++;
                matrix[i][j] = cost(problem, both) - cost(problem, one(n, i)) - cost(problem, one(n, j)) + constant;
            }
            slope[i] = cost(problem, one(n, i)) - constant - matrix[i][i] / 2;
        }
        return new QuadraticProgram(matrix, slope);
    }

    private static double[] one(int n, int i) {
        double[] one = new double[n];
        one[i] = 1;
        return one;
    }

    private static int bound(Plan plan, ActionBounds bounds) {
        int held = 0;
        for (int t = 0; t < plan.actions().size(0); t++) {
            double[] further = BoundedStep.sum(plan.action(t), plan.action(t), 1e-3);
            held += bounds.contains(further) ? 0 : 1;
        }
        return held;
    }
}
