package dev.jepa.planning.env.tworooms;

import dev.jepa.core.data.Image;
import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The Two Rooms environment: state and goal are positions (x, y), actions displacements (dx, dy), all in pixels. */
public final class TwoRooms implements Environment {
    private final TwoRoomsConfig config;
    private final Camera camera;
    private final ActionBounds bounds;
    private Layout layout;
    private TwoRoomsDynamics dynamics;
    private double[] position;
    private double[] goal;

    /** A world in the episode of seed 0. */
    public TwoRooms(TwoRoomsConfig config) {
        this(config, new Camera(config.geometry()));
    }

    /** As {@link #TwoRooms(TwoRoomsConfig)}, with a camera that several worlds share. */
    public TwoRooms(TwoRoomsConfig config, Camera camera) {
        this.config = config;
        this.camera = camera;
        this.bounds = ActionBounds.ball(2, config.maxStep());
        RandomGenerator generator = generator(0);
        this.layout = config.layouts().draw(generator);
        this.dynamics = new TwoRoomsDynamics(config.geometry(), layout, config.rule());
        StartGoal ends = StartGoal.draw(config.geometry(), layout, generator);
        this.position = ends.start();
        this.goal = ends.goal();
    }

    @Override
    public void reset(long seed) {
        RandomGenerator generator = generator(seed);
        Layout drawn = config.layouts().draw(generator);
        StartGoal ends = StartGoal.draw(config.geometry(), drawn, generator);
        reset(drawn, ends.start(), ends.goal());
    }

    private static RandomGenerator generator(long seed) {
        return Rng.of(seed).at("two rooms").generator();
    }

    /**
     * Begins an episode with the given layout, start and goal.
     *
     * @throws IllegalArgumentException if start or goal lies in a wall, or the layout does not fit; nothing has changed then
     */
    public void reset(Layout chosen, double[] start, double[] end) {
        StartGoal.requireFit(config.geometry(), chosen);
        TwoRoomsDynamics motion = new TwoRoomsDynamics(config.geometry(), chosen, config.rule());
        requireFree(motion, "start", start);
        requireFree(motion, "goal", end);
        layout = chosen;
        dynamics = motion;
        position = start.clone();
        goal = end.clone();
    }

    private static void requireFree(TwoRoomsDynamics motion, String name, double[] point) {
        if (point.length != 2 || !Double.isFinite(point[0]) || !Double.isFinite(point[1]) || motion.isSolid(point)) {
            throw new IllegalArgumentException("the " + name + " must be (x, y) in a room but was "
                    + Arrays.toString(point) + ".\nMaybe it belongs to another layout.");
        }
    }

    @Override
    public void step(double[] action) {
        bounds.require(action);
        position = dynamics.next(position, action);
    }

    @Override
    public double[] state() {
        return position.clone();
    }

    @Override
    public double[] goal() {
        return goal.clone();
    }

    /** The layout of this episode. */
    public Layout layout() {
        return layout;
    }

    @Override
    public Frame observe() {
        return camera.frame(layout, position[0], position[1]);
    }

    @Override
    public Frame observeGoal() {
        return camera.frame(layout, goal[0], goal[1]);
    }

    @Override
    public ActionBounds actionBounds() {
        return bounds;
    }

    @Override
    public double distance() {
        return Math.hypot(position[0] - goal[0], position[1] - goal[1]);
    }

    @Override
    public double successDistance() {
        return config.successDistance();
    }

    @Override
    public int maxSteps() {
        return config.maxSteps();
    }

    @Override
    public TwoRoomsDynamics dynamics() {
        return dynamics;
    }

    /** Agent red, goal green, walls white. */
    @Override
    public Image render() {
        int size = config.geometry().size();
        int plane = size * size;
        byte[] agent = observe().pixels();
        byte[] aim = observeGoal().pixels();
        byte[] pixels = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            byte wall = agent[plane + i];
            pixels[i] = wall == 0 ? agent[i] : wall;
            pixels[plane + i] = wall == 0 ? aim[i] : wall;
            pixels[2 * plane + i] = wall;
        }
        return Image.of(3, size, size, pixels);
    }
}
