package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedStepTest {
    private static final int SEEDS = 12;

    private static ActionBounds bounds(int dim, boolean ball) {
        double[] low = new double[dim];
        double[] high = new double[dim];
        Arrays.setAll(low, i -> -0.1 - 0.2 * i);
        Arrays.setAll(high, i -> 0.4 + 0.1 * i);
        return ball ? ActionBounds.ball(dim, 0.5) : ActionBounds.box(low, high);
    }

    private static BoundedStep best(ActionBounds bounds, double[] action, QuadraticProgram program) {
        double[] flat =
                Arrays.stream(program.matrix()).flatMapToDouble(Arrays::stream).toArray();
        try (TensorScope ignored = TensorScope.open()) {
            Curvature curvature = Curvature.of(Tensors.of(flat, bounds.dim(), bounds.dim()), 0);
            return BoundedStep.best(bounds, action, curvature, program.slope());
        }
    }

    /** A program of changes of an action is one of actions: q - Q action. */
    private static double[] bruteForce(ActionBounds bounds, double[] action, QuadraticProgram program) {
        double[] slope = BoundedStep.sum(program.slope(), Curvature.times(program.matrix(), action), -1);
        return BoundedStep.sum(new QuadraticProgram(program.matrix(), slope).solve(bounds), action, -1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTheBestWithinTheBounds(boolean ball) {
        for (int dim = 1; dim <= 5; dim++) {
            ActionBounds bounds = bounds(dim, ball);
            for (int seed = 0; seed < SEEDS; seed++) {
                RandomGenerator generator = Rng.of(seed).at("action").generator();
                double[] action = seed % 3 == 0 ? bounds.low() : bounds.sample(generator);
                action = bounds.project(action);
                QuadraticProgram program = QuadraticProgram.random(seed, dim);
                double[] change = best(bounds, action, program).change();
                assertThat(change).containsExactly(bruteForce(bounds, action, program), within(1e-5));
                assertThat(bounds.contains(BoundedStep.sum(action, change, 1))).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void followsTheSlopeAsItSays(boolean ball) {
        double h = 1e-6;
        for (int dim = 1; dim <= 4; dim++) {
            ActionBounds bounds = bounds(dim, ball);
            for (int seed = 0; seed < SEEDS; seed++) {
                QuadraticProgram program = QuadraticProgram.random(seed, dim);
                double[] action = bounds.project(new double[dim]);
                BoundedStep step = best(bounds, action, program);
                for (int i = 0; i < dim; i++) {
                    double[] slope = program.slope().clone();
                    slope[i] += h;
                    double[] moved = best(bounds, action, new QuadraticProgram(program.matrix(), slope))
                            .change();
                    for (int j = 0; j < dim; j++) {
                        assertThat((step.change()[j] - moved[j]) / h).isCloseTo(step.response()[j][i], within(1e-4));
                    }
                }
            }
        }
    }
}
