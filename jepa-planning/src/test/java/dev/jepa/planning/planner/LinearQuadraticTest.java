package dev.jepa.planning.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.TensorScope;
import dev.jepa.planning.planner.GradientPlanner.Bounding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Planners against the optimum of a linear-quadratic problem. */
class LinearQuadraticTest {
    private final TensorScope scope = TensorScope.open();
    private final LinearQuadratic lq = new LinearQuadratic(15);
    private final double optimum = lq.optimum();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void adamReachesIt() {
        requireOptimum(GradientPlanner.Config.adam().withPatience(200, 1e-12), 800, 1e-5);
    }

    @Test
    void momentumReachesIt() {
        requireOptimum(GradientPlanner.Config.momentum(0.0005).withPatience(100, 1e-14), 1000, 1e-8);
    }

    @Test
    void tanhReachesIt() {
        requireOptimum(GradientPlanner.Config.adam().withBounding(Bounding.TANH).withPatience(200, 1e-12), 800, 1e-4);
    }

    private void requireOptimum(GradientPlanner.Config config, int iterations, double tolerance) {
        Plan plan = new GradientPlanner(config.withStarts(1))
                .plan(PlanRequest.of(lq.problem(10), Budget.iterations(iterations)));
        assertThat(plan.cost()).isCloseTo(optimum, within(tolerance * optimum));
    }

    @Test
    void ilqrReachesItInOneRound() {
        Plan plan = new Ilqr(Ilqr.Config.standard()).plan(PlanRequest.of(lq.problem(10), Budget.iterations(1)));
        assertThat(plan.cost()).isCloseTo(optimum, within(1e-6 * optimum));
        Plan exact = new Ilqr(Ilqr.Config.standard()).plan(PlanRequest.of(lq.problem(10), Budget.iterations(3)));
        assertThat(exact.cost()).isCloseTo(optimum, within(1e-12 * optimum));
    }

    @Test
    void cmaEsReachesIt() {
        Plan plan = new CmaEs(CmaEs.Config.standard()).plan(PlanRequest.of(lq.problem(5), Budget.iterations(150)));
        assertThat(plan.cost()).isCloseTo(optimum, within(1e-3 * optimum));
    }

    @Test
    void crossEntropyComesNear() {
        Plan plan = new CrossEntropy(new CrossEntropy.Config(400, 40, 0.5, 0, 0))
                .plan(PlanRequest.of(lq.problem(5), Budget.iterations(60)));
        assertThat(plan.cost()).isCloseTo(optimum, within(0.01 * optimum));
    }

    @Test
    void aTightBoundIsReachedWhereItBinds() {
        Plan plan = new GradientPlanner(GradientPlanner.Config.adam().withPatience(100, 1e-10))
                .plan(PlanRequest.of(lq.problem(0.5), Budget.iterations(500)));
        assertThat(plan.action(0)[0]).isCloseTo(-0.5, within(1e-9));
        assertThat(plan.cost()).isGreaterThan(optimum);
    }
}
