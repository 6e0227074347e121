package dev.jepa.planning.env.maze;

import dev.jepa.core.data.Image;
import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Dynamics;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A point mass in a maze: state (x, y, vx, vy) in cells and cells a step, action (ax, ay) a change of velocity.
 *
 * <p>v' = 0.9 v + a, limited to 0.35 a component; then x and y move one after the other, each stopping before a wall, which takes
 * the velocity of that component. After D4RL's maze2d (arXiv 2004.07219), with exact collisions instead of a simulator's.
 */
public final class PointMaze implements Environment {
    private static final double DRAG = 0.9;
    private static final double MAX_SPEED = 0.35;
    private static final double MAX_PUSH = 0.1;
    private static final double GAP = 0.05;
    private static final int PIXELS_PER_CELL = 8;

    private final MazeMap map;
    private final int maxSteps;
    private final ActionBounds bounds = ActionBounds.symmetric(2, MAX_PUSH);
    private final Dynamics dynamics;
    private double[] state = new double[4];
    private double[] goal = new double[4];

    /** A maze in the episode of seed 0. */
    public PointMaze(MazeMap map, int maxSteps) {
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be >= 1 but was " + maxSteps + ".");
        }
        this.map = map;
        this.maxSteps = maxSteps;
        this.dynamics = new Motion(map);
        begin(0);
    }

    private record Motion(MazeMap map) implements Dynamics {
        @Override
        public int stateDim() {
            return 4;
        }

        @Override
        public int actionDim() {
            return 2;
        }

        @Override
        public double[] next(double[] state, double[] action) {
            require(state, action);
            double vx = limited(DRAG * state[2] + action[0]);
            double vy = limited(DRAG * state[3] + action[1]);
            double x = state[0] + vx;
            if (map.isWall(x + Math.copySign(GAP, vx), state[1])) {
                x = beforeWall(x + Math.copySign(GAP, vx), vx);
                vx = 0;
            }
            double y = state[1] + vy;
            if (map.isWall(x, y + Math.copySign(GAP, vy))) {
                y = beforeWall(y + Math.copySign(GAP, vy), vy);
                vy = 0;
            }
            return new double[] {x, y, vx, vy};
        }

        private static double limited(double speed) {
            return Math.max(-MAX_SPEED, Math.min(MAX_SPEED, speed));
        }

        /** A gap before the side of the cell that a front has entered. */
        private static double beforeWall(double front, double speed) {
            double cell = Math.floor(front);
            return speed > 0 ? cell - GAP - 1e-9 : cell + 1 + GAP;
        }
    }

    @Override
    public void reset(long seed) {
        begin(seed);
    }

    /** Start and goal at rest, in different cells. */
    private void begin(long seed) {
        RandomGenerator generator = Rng.of(seed).at("point maze").generator();
        List<int[]> cells = map.freeCells();
        int from = generator.nextInt(cells.size());
        int to = (from + 1 + generator.nextInt(cells.size() - 1)) % cells.size();
        state = atRest(cells.get(from), generator);
        goal = atRest(cells.get(to), generator);
    }

    private static double[] atRest(int[] cell, RandomGenerator generator) {
        return new double[] {
            cell[0] + 0.2 + 0.6 * generator.nextDouble(), cell[1] + 0.2 + 0.6 * generator.nextDouble(), 0, 0
        };
    }

    /** The map. */
    public MazeMap map() {
        return map;
    }

    @Override
    public void step(double[] action) {
        bounds.require(action);
        state = dynamics.next(state, action);
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public double[] goal() {
        return goal.clone();
    }

    @Override
    public Frame observe() {
        return frame(state);
    }

    @Override
    public Frame observeGoal() {
        return frame(goal);
    }

    /** Channel 0 the point, a Gaussian dot; channel 1 the walls. Velocities cannot be seen. */
    private Frame frame(double[] at) {
        int width = map.width() * PIXELS_PER_CELL;
        int height = map.height() * PIXELS_PER_CELL;
        byte[] pixels = new byte[2 * width * height];
        for (int r = 0; r < height; r++) {
            for (int c = 0; c < width; c++) {
                double dx = c + 0.5 - at[0] * PIXELS_PER_CELL;
                double dy = r + 0.5 - at[1] * PIXELS_PER_CELL;
                pixels[r * width + c] = (byte) (int) (255 * Math.exp(-(dx * dx + dy * dy) / (0.5 * PIXELS_PER_CELL)));
                boolean wall = map.isWall((double) c / PIXELS_PER_CELL, (double) r / PIXELS_PER_CELL);
                pixels[(height + r) * width + c] = (byte) (wall ? 255 : 0);
            }
        }
        return new Frame(2, height, width, pixels);
    }

    @Override
    public ActionBounds actionBounds() {
        return bounds;
    }

    @Override
    public double distance() {
        return Math.hypot(state[0] - goal[0], state[1] - goal[1]);
    }

    @Override
    public double successDistance() {
        return 0.5;
    }

    @Override
    public int maxSteps() {
        return maxSteps;
    }

    @Override
    public Dynamics dynamics() {
        return dynamics;
    }

    @Override
    public Image render() {
        Frame agent = observe();
        int plane = agent.width() * agent.height();
        byte[] pixels = new byte[3 * plane];
        byte[] aim = observeGoal().pixels();
        for (int i = 0; i < plane; i++) {
            byte wall = agent.pixels()[plane + i];
            pixels[i] = wall == 0 ? agent.pixels()[i] : wall;
            pixels[plane + i] = wall == 0 ? aim[i] : wall;
            pixels[2 * plane + i] = wall;
        }
        return Image.of(3, agent.height(), agent.width(), pixels);
    }
}
