package dev.jepa.examples.worlds;

import static dev.jepa.examples.worlds.Sensors.Component.ANGLE;
import static dev.jepa.examples.worlds.Sensors.Component.NUMBER;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.planning.Scene;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionMethod;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.PredictorConfig;
import dev.jepa.models.action.Refinement;
import dev.jepa.models.action.SceneFeatures;
import dev.jepa.planning.env.RandomPolicy;
import dev.jepa.planning.env.control.CartPole;
import dev.jepa.planning.env.control.Pendulum;
import dev.jepa.planning.env.maze.MazeMap;
import dev.jepa.planning.env.maze.MazeOracle;
import dev.jepa.planning.env.maze.PointMaze;
import dev.jepa.planning.env.pusht.PushT;
import java.util.List;
import java.util.Optional;

/** The recipes of the worlds beside Two Rooms, by name. */
public final class WorldRecipes {
    private static final int PREDICTED = 8;
    private static final int ROD_PIXELS = 48;

    private WorldRecipes() {}

    /** All of them. */
    public static List<WorldRecipe> all() {
        return List.of(maze(), pendulum(), cartPole(), pushT());
    }

    /** A point mass in a maze in the shape of a U. Features that change slowly tell its arms apart, so distances follow the way. */
    public static WorldRecipe maze() {
        SensorWorld world = new SensorWorld(
                "maze",
                () -> new PointMaze(MazeMap.umaze(), 200),
                () -> new PointMaze(MazeMap.umaze(), 200),
                RandomPolicy::new,
                Sensors.of(NUMBER, NUMBER, NUMBER, NUMBER),
                new Scene(s -> new double[] {8 * s[0] - 0.5, 8 * s[1] - 0.5}, 4),
                Optional.of(MazeOracle::new));
        return recipe(
                world,
                "a point mass in a maze",
                new WorldRun.Data(400, 200, 6, 1, 64, PREDICTED + 1),
                2,
                new SequenceRegularizer(16, 40, 100, 1, 1, SampleAxes.ALL_STEPS),
                new WorldRun.Planning(new WorldCost.Steps(), 24, 4, 1));
    }

    /** A pendulum that has to be swung up and held. */
    public static WorldRecipe pendulum() {
        SensorWorld world = new SensorWorld(
                "pendulum",
                Pendulum::new,
                () -> new Pendulum(Pendulum.Start.ANYWHERE),
                RandomPolicy::new,
                Sensors.of(ANGLE, NUMBER),
                new Scene(s -> tip(0.5, s[0], 0.4), 0),
                Optional.empty());
        return recipe(
                world,
                "swinging up a pendulum",
                new WorldRun.Data(1000, 50, 3, 2, 64, PREDICTED + 1),
                1,
                new SequenceRegularizer(1, 0.5, 0, 1, 1, SampleAxes.ALL_STEPS),
                new WorldRun.Planning(new WorldCost.Sensed(List.of(1.0, 1.0, 0.1)), 25, 2, 4));
    }

    /** A cart with a pole that has to be swung up and balanced. */
    public static WorldRecipe cartPole() {
        SensorWorld world = new SensorWorld(
                "cart-pole",
                () -> new CartPole(CartPole.Task.SWING_UP),
                () -> new CartPole(CartPole.Task.ANYWHERE),
                RandomPolicy::new,
                Sensors.of(NUMBER, ANGLE, NUMBER, NUMBER),
                new Scene(s -> tip(0.5 + s[0] / 4.8, s[1], 0.3), 0),
                Optional.empty());
        return recipe(
                world,
                "swinging up the pole on a cart",
                new WorldRun.Data(1500, 50, 3, 2, 64, PREDICTED + 1),
                1,
                new SequenceRegularizer(1, 0.5, 0, 1, 1, SampleAxes.ALL_STEPS),
                new WorldRun.Planning(new WorldCost.Sensed(List.of(0.3, 1.0, 1.0, 0.02, 0.1)), 40, 2, 4));
    }

    /** A pusher that has to bring a block to its place; actions are displacements. */
    public static WorldRecipe pushT() {
        double longest = 60;
        SensorWorld world = new SensorWorld(
                "push-t",
                () -> PushT.byDisplacements(longest),
                () -> PushT.byDisplacements(longest),
                TowardsBlock::new,
                Sensors.of(NUMBER, NUMBER, NUMBER, NUMBER, ANGLE, NUMBER, NUMBER),
                new Scene(s -> new double[] {s[2] * 96 / 512 - 0.5, s[3] * 96 / 512 - 0.5}, 0),
                Optional.empty());
        return recipe(
                world,
                "pushing a T to its place",
                new WorldRun.Data(1000, 60, 3, 2, 64, PREDICTED + 1),
                2,
                new SequenceRegularizer(1, 0.5, 0, 1, 1, SampleAxes.ALL_STEPS),
                new WorldRun.Planning(
                        new WorldCost.Pushing(List.of(0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0), 0.1), 10, 5, 3));
    }

    /** Where the end of a rod is drawn. */
    private static double[] tip(double hinge, double angle, double length) {
        return new double[] {
            ROD_PIXELS * (hinge + length * Math.sin(angle)) - 0.5, ROD_PIXELS * (0.5 - length * Math.cos(angle)) - 0.5
        };
    }

    private static WorldRecipe recipe(
            SensorWorld world,
            String what,
            WorldRun.Data data,
            int actions,
            SequenceRegularizer regularizer,
            WorldRun.Planning planning) {
        long steps = 3000;
        return new WorldRecipe(
                world,
                "Action-conditioned JEPA of " + what + ", from sensors, not pixels: a few minutes on a CPU",
                new WorldRun(
                        data,
                        new SensorEncoderConfig(128, 2, 24),
                        new ActionJepaConfig(actions, 0, new PredictorConfig.Residual(192, 3), 64),
                        new ActionMethod.VarianceCovariance(
                                PREDICTED, ActionMethod.Starts.FIRST, 1, SceneFeatures.NONE, regularizer),
                        new ActionOptimization(steps, steps / 20, 1e-5, 2e-3, 1e-5, 1e-5, 2),
                        new Refinement(2000, PREDICTED, ActionMethod.Starts.FIRST, 100, 1e-3),
                        planning,
                        CheckpointPolicy.every(500),
                        20,
                        500));
    }
}
