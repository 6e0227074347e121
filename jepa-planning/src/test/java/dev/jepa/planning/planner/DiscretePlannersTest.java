package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.GoalDistance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Planners over finite sets of actions, where brute force gives the optimum. */
class DiscretePlannersTest {
    private static final float[] STEPS = {1, 0, -1, 0, 0, 1, 0, -1};
    private final TensorScope scope = TensorScope.open();
    private final Tensor steps = Tensors.of(STEPS, 4, 2);

    @AfterEach
    void close() {
        scope.close();
    }

    /** A grid whose column x = 1 is closed below y = 2: the way to (2, 0) leads around it. */
    private record Wall() implements WorldModel {
        @Override
        public Tensor encode(Tensor observations) {
            return observations;
        }

        @Override
        public Tensor predict(Tensor states, Tensor actions) {
            Tensor next = states.add(actions);
            Tensor inWall = next.slice(1, 0, 1)
                    .sub(1)
                    .abs()
                    .lt(0.5)
                    .and(next.slice(1, 1, 2).lt(1.5));
            return inWall.where(states, next);
        }
    }

    private static Problem around(int horizon) {
        return new Problem(
                new Wall(),
                GoalDistance.sum(Tensors.of(new float[] {2, 0}, 2)),
                ActionBounds.symmetric(2, 1),
                horizon,
                Tensors.zeros(1, 2));
    }

    private static Tensor grid() {
        float[] points = new float[2 * 7 * 7];
        for (int i = 0; i < 49; i++) {
            points[2 * i] = i % 7 - 2;
            points[2 * i + 1] = i / 7 - 2;
        }
        return Tensors.of(points, 49, 2);
    }

    /** The least cost of all plans. */
    private double bruteForce(Problem problem) {
        int number = (int) Math.pow(4, problem.horizon());
        long[] indices = new long[number * problem.horizon()];
        for (int i = 0; i < number; i++) {
            for (int t = 0; t < problem.horizon(); t++) {
                indices[i * problem.horizon() + t] = (i >> (2 * t)) & 3;
            }
        }
        Search search = new Search(PlanRequest.of(problem, Budget.iterations(1)));
        search.next();
        search.evaluate(
                steps.indexSelect(0, Tensors.of(indices, indices.length)).reshape(number, problem.horizon(), 2));
        return search.bestCost();
    }

    @Test
    void dynamicProgrammingFindsTheDetour() {
        Problem problem = around(8);
        Plan plan = new LatentDynamicProgramming(grid(), steps).plan(PlanRequest.of(problem, Budget.iterations(1)));
        assertThat(plan.states().select(0, 7).toFloatArray()).containsExactly(2, 0);
        assertThat(plan.cost()).isCloseTo(bruteForce(problem), within(1e-5));
    }

    @Test
    void treeSearchFindsTheBestOfAllPlans() {
        Problem problem = around(6);
        Plan plan = TreeSearch.standard(steps).plan(PlanRequest.of(problem, Budget.iterations(400)));
        assertThat(plan.cost()).isCloseTo(bruteForce(problem), within(1e-5));
    }

    @Test
    void treeSearchEndsWhenTheTreeDoes() {
        Problem problem = around(2);
        Plan plan = TreeSearch.standard(steps).plan(PlanRequest.of(problem, Budget.iterations(1000)));
        assertThat(plan.trace()).hasSize(5); // root and its four children
        assertThat(plan.cost()).isCloseTo(bruteForce(problem), within(1e-6));
    }

    @Test
    void choicesOutOfBoundsAreRefused() {
        PlanRequest request = PlanRequest.of(around(3), Budget.iterations(1));
        assertThatThrownBy(() -> TreeSearch.standard(steps.mul(2)).plan(request))
                .hasMessageContaining("out of bounds");
        assertThatThrownBy(() -> new LatentDynamicProgramming(grid(), Tensors.zeros(3, 1)).plan(request))
                .hasMessageContaining("[M, 2]");
    }

    @Test
    void tablesAndTreesThatNoMemoryHoldsAreRefused() {
        PlanRequest request = PlanRequest.of(around(3), Budget.iterations(1));
        assertThatThrownBy(() -> new TreeSearch(steps, Integer.MAX_VALUE, 0.5).plan(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is too large");
        Tensor many = Tensors.zeros(1, 2).expand(100_000, 2);
        assertThatThrownBy(() -> new LatentDynamicProgramming(many, steps).plan(request))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100000 latents and 4 actions are too many");
        assertThatThrownBy(() -> new LatentDynamicProgramming(Tensors.zeros(5, 3), steps).plan(request))
                .hasMessageContaining("latents must be [N, 2] as the state is but were [5, 3]");
        assertThatThrownBy(() -> new LatentDynamicProgramming(Tensors.zeros(0, 2), steps))
                .hasMessageContaining("N and M >= 1");
        for (double odd : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new TreeSearch(steps, 8, odd)).hasMessageContaining("exploration");
        }
        assertThatThrownBy(() -> KMeans.fit(grid(), 4, -1, 1)).hasMessageContaining("iterations >= 0");
    }

    @Test
    void dynamicProgrammingWithoutBudgetReturnsTheWarmStart() {
        Problem problem = around(3);
        Tensor warm = steps.slice(0, 0, 3);
        Plan plan = new LatentDynamicProgramming(grid(), steps)
                .plan(PlanRequest.of(problem, Budget.modelCalls(9)).withWarmStart(warm));
        assertThat(plan.modelCalls()).isLessThanOrEqualTo(9);
        assertThat(plan.cost()).isFinite();
    }

    @Test
    void kMeansFindsSeparateClusters() {
        Tensor centres = Tensors.of(new float[] {0, 0, 10, 0, 0, 10, 10, 10}, 4, 2);
        Tensor points = centres.repeatInterleave(50, 0)
                .add(Tensors.normal(Rng.of(2), 200, 2).mul(0.5));
        Tensor found = KMeans.fit(points, 4, 10, 1);
        Tensor nearest = KMeans.nearest(centres, found);
        assertThat(nearest.toLongArray()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(found.indexSelect(0, nearest).sub(centres).abs().max().item())
                .isLessThan(0.4);
    }
}
