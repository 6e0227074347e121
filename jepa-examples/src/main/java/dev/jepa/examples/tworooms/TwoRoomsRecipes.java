package dev.jepa.examples.tworooms;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.PredictorConfig;
import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.WalkConfig;

/** The Two Rooms recipes by name. */
public final class TwoRoomsRecipes {
    private static final int PREDICTED = 6;
    private static final int WALKS = 16;

    private TwoRoomsRecipes() {}

    /** Random walls, on two CPU cores. */
    public static TwoRoomsRecipe randomWalls() {
        return new TwoRoomsRecipe(
                "two-rooms",
                "Action-conditioned JEPA on Two Rooms with random walls: six to ten minutes on two CPU cores",
                run(TwoRoomsConfig.standard(), 8, 24, 5000));
    }

    /** One wall, for {@code jepa demo}. */
    public static TwoRoomsRecipe fixedWall() {
        return new TwoRoomsRecipe(
                "two-rooms-fixed",
                "The same with the wall and its door always in one place: a few minutes on two CPU cores",
                run(TwoRoomsConfig.fixedWall(), 4, 16, 3000));
    }

    private static TwoRoomsRun run(TwoRoomsConfig world, int layouts, int dim, long steps) {
        SequenceRegularizer regularizer = new SequenceRegularizer(16, 40, 100, 1, 1, SampleAxes.ALL_STEPS);
        return new TwoRoomsRun(
                world.withRule(CollisionRule.SLIDE),
                WalkConfig.standard().withCrossing(0.7, WalkConfig.Crossing.ENSURED),
                new TwoRoomsRun.Batch(layouts, WALKS, PREDICTED + 1),
                new RoomsEncoderConfig.Patches(5, 8, 256, dim),
                new ActionJepaConfig(2, 0, new PredictorConfig.Residual(256, 2), 128),
                new ActionObjective.VarianceCovariance(PREDICTED, WALKS, 0, regularizer),
                new ActionOptimization(steps, steps / 20, 1e-5, 2e-3, 1e-5, 1e-5, 2),
                CheckpointPolicy.every(500),
                20,
                500);
    }
}
