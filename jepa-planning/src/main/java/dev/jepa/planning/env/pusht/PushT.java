package dev.jepa.planning.env.pusht;

import dev.jepa.core.data.Image;
import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.env.Dynamics;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.env.Frame;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Push-T on a table of 512 x 512 pixels: state (pusher x, y, block x, y, angle, pusher velocity x, y), action the position that the
 * pusher is drawn to, or how far that is from where it is ({@link #byDisplacements}). The block should come to (256, 256, pi / 4). Ten
 * steps are a second.
 *
 * <p>Differs from the authors' environment: dyn4j instead of pymunk as solver, and the pusher's velocity is part of the state.
 */
public final class PushT implements Environment {
    private static final int PIXELS = 96;
    private static final double NEAR = 20;
    private static final double TURNED = Math.PI / 9;

    private static final double NEAREST = PushTDynamics.RADIUS;
    private static final double FARTHEST = PushTDynamics.SIZE - PushTDynamics.RADIUS;

    private final ActionBounds bounds;
    private final Dynamics dynamics;
    private double[] state = new double[7];

    /** A table in the episode of seed 0, whose actions are positions. */
    public PushT() {
        this(ActionBounds.box(new double[] {NEAREST, NEAREST}, new double[] {FARTHEST, FARTHEST}), new PushTDynamics());
    }

    private PushT(ActionBounds bounds, Dynamics dynamics) {
        this.bounds = bounds;
        this.dynamics = dynamics;
        begin(0);
    }

    /**
     * A table in the episode of seed 0, whose actions are displacements: the pusher is drawn to where it is, plus the action, but
     * not beyond the rim.
     *
     * @param longest bound of each component, in pixels
     */
    public static PushT byDisplacements(double longest) {
        return new PushT(ActionBounds.symmetric(2, longest), new Displaced(new PushTDynamics()));
    }

    private record Displaced(Dynamics absolute) implements Dynamics {
        @Override
        public int stateDim() {
            return absolute.stateDim();
        }

        @Override
        public int actionDim() {
            return absolute.actionDim();
        }

        @Override
        public double[] next(double[] state, double[] action) {
            require(state, action);
            return absolute.next(state, new double[] {within(state[0] + action[0]), within(state[1] + action[1])});
        }

        private static double within(double target) {
            return Math.max(NEAREST, Math.min(FARTHEST, target));
        }
    }

    @Override
    public void reset(long seed) {
        begin(seed);
    }

    /** Pusher and block anywhere, but not upon each other. */
    private void begin(long seed) {
        RandomGenerator generator = Rng.of(seed).at("push-t").generator();
        do {
            state = new double[] {
                50 + 400 * generator.nextDouble(),
                50 + 400 * generator.nextDouble(),
                100 + 300 * generator.nextDouble(),
                100 + 300 * generator.nextDouble(),
                Math.PI * (2 * generator.nextDouble() - 1),
                0,
                0
            };
        } while (touches(state));
    }

    private static boolean touches(double[] at) {
        Tee block = new Tee(at[2], at[3], at[4]);
        for (int i = 0; i < 16; i++) {
            double angle = Math.PI * i / 8;
            double x = at[0] + 1.2 * PushTDynamics.RADIUS * Math.cos(angle);
            double y = at[1] + 1.2 * PushTDynamics.RADIUS * Math.sin(angle);
            if (block.contains(x, y)) {
                return true;
            }
        }
        return block.contains(at[0], at[1]);
    }

    /**
     * Begins with a state [7].
     *
     * @throws IllegalArgumentException if it is not finite, or pusher or block are not on the table; nothing has changed then
     */
    public void reset(double[] chosen) {
        dynamics.require(chosen, new double[dynamics.actionDim()]);
        for (int i = 0; i < 4; i++) {
            if (!(chosen[i] >= 0 && chosen[i] <= PushTDynamics.SIZE)) {
                throw new IllegalArgumentException("pusher and block must lie on the table, within [0, 512], but were "
                        + Arrays.toString(chosen) + ".");
            }
        }
        state = chosen.clone();
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

    /** The block in place, the pusher at rest where it is not in the way. */
    @Override
    public double[] goal() {
        return new double[] {100, 400, 256, 256, Math.PI / 4, 0, 0};
    }

    @Override
    public Frame observe() {
        return frame(state);
    }

    @Override
    public Frame observeGoal() {
        return frame(goal());
    }

    /** Channels: pusher, block, where the block should be; 96 x 96, 0 or 255. */
    private Frame frame(double[] at) {
        int plane = PIXELS * PIXELS;
        byte[] pixels = new byte[3 * plane];
        Tee block = new Tee(at[2], at[3], at[4]);
        Tee aim = new Tee(goal()[2], goal()[3], goal()[4]);
        double scale = PushTDynamics.SIZE / PIXELS;
        for (int i = 0; i < plane; i++) {
            int row = i / PIXELS;
            double x = (i - row * PIXELS + 0.5) * scale;
            double y = (row + 0.5) * scale;
            pixels[i] = shade(Math.hypot(x - at[0], y - at[1]) <= PushTDynamics.RADIUS);
            pixels[plane + i] = shade(block.contains(x, y));
            pixels[2 * plane + i] = shade(aim.contains(x, y));
        }
        return new Frame(3, PIXELS, PIXELS, pixels);
    }

    private static byte shade(boolean on) {
        return (byte) (on ? 255 : 0);
    }

    @Override
    public ActionBounds actionBounds() {
        return bounds;
    }

    /** The greater of the block's offset in units of 20 pixels and its turn in units of 20 degrees. */
    @Override
    public double distance() {
        double[] aim = goal();
        double offset = Math.hypot(state[2] - aim[2], state[3] - aim[3]);
        double turn = Math.abs(Math.IEEEremainder(state[4] - aim[4], 2 * Math.PI));
        return Math.max(offset / NEAR, turn / TURNED);
    }

    @Override
    public double successDistance() {
        return 1;
    }

    @Override
    public int maxSteps() {
        return 300;
    }

    @Override
    public Dynamics dynamics() {
        return dynamics;
    }

    @Override
    public Image render() {
        Frame frame = observe();
        return Image.of(3, frame.height(), frame.width(), frame.pixels());
    }
}
