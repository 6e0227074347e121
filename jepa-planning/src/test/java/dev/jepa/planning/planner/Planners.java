package dev.jepa.planning.planner;

import dev.jepa.planning.planner.GradientPlanner.Bounding;

/** All planners of continuous actions, each with a budget that suffices for the point mass, and how far from its goal it may end. */
enum Planners {
    RANDOM(new RandomShooting(2000), 20, 1.2),
    CEM(new CrossEntropy(CrossEntropy.Config.standard()), 20, 0.35),
    ICEM(new ImprovedCrossEntropy(ImprovedCrossEntropy.Config.standard()), 25, 0.35),
    MPPI(new Mppi(Mppi.Config.standard()), 30, 0.35),
    ADAM(new GradientPlanner(GradientPlanner.Config.adam()), 100, 0.1),
    ADAM_TANH(new GradientPlanner(GradientPlanner.Config.adam().withBounding(Bounding.TANH)), 200, 0.1),
    MOMENTUM(new GradientPlanner(GradientPlanner.Config.momentum(0.02)), 100, 0.1),
    CMA_ES(new CmaEs(CmaEs.Config.standard()), 60, 0.35),
    ILQR(new Ilqr(Ilqr.Config.standard()), 20, 0.1),
    CEM_THEN_ADAM(
            new RefinedPlanner(
                    new CrossEntropy(CrossEntropy.Config.standard()),
                    new GradientPlanner(GradientPlanner.Config.adam().withStarts(1)),
                    0.2),
            40,
            0.1);

    final Planner planner;
    final int iterations;
    final double miss;

    Planners(Planner planner, int iterations, double miss) {
        this.planner = planner;
        this.iterations = iterations;
        this.miss = miss;
    }

    Budget budget() {
        return Budget.iterations(iterations);
    }
}
