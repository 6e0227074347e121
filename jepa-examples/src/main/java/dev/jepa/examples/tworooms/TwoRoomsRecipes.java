package dev.jepa.examples.tworooms;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionMethod;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.PredictorConfig;
import dev.jepa.models.action.Refinement;
import dev.jepa.models.action.SceneFeatures;
import dev.jepa.planning.env.tworooms.CollisionRule;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.WalkConfig;
import dev.jepa.planning.roadmap.RoadmapConfig;
import dev.jepa.planning.roadmap.TrackingConfig;

/** The Two Rooms recipes by name. */
public final class TwoRoomsRecipes {
    private static final int PREDICTED = 6;

    private TwoRoomsRecipes() {}

    /**
     * Random walls, on two CPU cores. A state needs features of its own for wall and door, read off where things are rather than off
     * all pixels, in which a door is too small to count. The predictor needs depth, and time alone with an encoder that has come to
     * rest: else imagined agents seep through walls.
     */
    public static TwoRoomsRecipe randomWalls() {
        return new TwoRoomsRecipe(
                "two-rooms",
                "Action-conditioned JEPA on Two Rooms with random walls: a quarter of an hour on two CPU cores",
                run(
                        TwoRoomsConfig.standard(),
                        new TwoRoomsRun.Batch(64, 2, PREDICTED + 1),
                        new RoomsEncoderConfig.Keypoints(5, 3, 16, 16, 10, 256, 24),
                        new PredictorConfig.Residual(192, 6),
                        new ActionMethod.VarianceCovariance(
                                PREDICTED,
                                ActionMethod.Starts.ALL,
                                2,
                                new SceneFeatures(8, 3, 0.05, 4),
                                new SequenceRegularizer(0.5, 1.3, 3.3, 0.1, 1, SampleAxes.ALL_STEPS)),
                        3000,
                        new Refinement(3000, PREDICTED, ActionMethod.Starts.ALL, 100, 1.5e-3),
                        along()));
    }

    /** 14 steps at a time along a way through imagined states. */
    private static RoomsCost along() {
        return new RoomsCost.Roadmap(RoadmapConfig.standard(), TrackingConfig.standard(), 1, 14);
    }

    /** One wall, for {@code jepa demo}. */
    public static TwoRoomsRecipe fixedWall() {
        return new TwoRoomsRecipe(
                "two-rooms-fixed",
                "The same with the wall and its door always in one place: a few minutes on two CPU cores",
                run(
                        TwoRoomsConfig.fixedWall(),
                        new TwoRoomsRun.Batch(4, 16, PREDICTED + 1),
                        new RoomsEncoderConfig.Patches(5, 8, 256, 16),
                        new PredictorConfig.Residual(256, 2),
                        new ActionMethod.VarianceCovariance(
                                PREDICTED,
                                ActionMethod.Starts.FIRST,
                                16,
                                SceneFeatures.NONE,
                                new SequenceRegularizer(16, 40, 100, 1, 1, SampleAxes.ALL_STEPS)),
                        3000,
                        Refinement.NONE,
                        along()));
    }

    private static TwoRoomsRun run(
            TwoRoomsConfig world,
            TwoRoomsRun.Batch batch,
            RoomsEncoderConfig encoder,
            PredictorConfig predictor,
            ActionObjective objective,
            long steps,
            Refinement refinement,
            RoomsCost cost) {
        return new TwoRoomsRun(
                world.withRule(CollisionRule.SLIDE),
                WalkConfig.standard().withCrossing(0.7, WalkConfig.Crossing.ENSURED),
                batch,
                encoder,
                new ActionJepaConfig(2, 0, predictor, 128),
                objective,
                new ActionOptimization(steps, steps / 20, 1e-5, 2e-3, 1e-5, 1e-5, 2),
                refinement,
                cost,
                CheckpointPolicy.every(500),
                20,
                500);
    }
}
