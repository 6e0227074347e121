package dev.jepa.planning.env.tworooms;

import dev.jepa.core.tensor.Rng;
import java.util.random.RandomGenerator;

/**
 * The offline data: an endless numbered list of random walks. Trajectory i is a function of seed and i alone.
 *
 * <p>Differs from the authors' code: no walk starts inside a wall, and with {@link WalkConfig.Crossing#ENSURED} those that should change rooms do.
 */
public final class RandomWalks {
    /** Keeps starts off the outer walls. */
    private static final double GAP = 0.01;

    /** Of the usual walks half are drawn once, and 20 in a row hardly ever. */
    private static final int MOST_DRAWS = 2_000;

    private final TwoRoomsConfig world;
    private final WalkConfig config;
    private final Rng rng;

    /** The walks of a seed. */
    public RandomWalks(TwoRoomsConfig world, WalkConfig config, long seed) {
        if (config.maxStep() > world.maxStep()) {
            throw new IllegalArgumentException("the walk's maxStep " + config.maxStep() + " is out of the world's "
                    + world.maxStep() + ".\nMaybe raise the world's maxStep.");
        }
        this.world = world;
        this.config = config;
        this.rng = Rng.of(seed).at("two rooms walks");
    }

    /** The trajectory with this number. */
    public Trajectory trajectory(long index) {
        RandomGenerator generator = rng.at(index).generator();
        Layout layout = world.layouts().draw(generator);
        TwoRoomsDynamics dynamics = new TwoRoomsDynamics(world.geometry(), layout, world.rule());
        boolean crossing = generator.nextDouble() < config.crossingShare();
        WalkSampler sampler = new WalkSampler(config, generator);
        if (!crossing) {
            double[] start = freePoint(dynamics, generator);
            double heading = 2 * Math.PI * generator.nextDouble();
            return follow(layout, dynamics, start, sampler.walk(config.steps(), heading));
        }
        for (int i = 0; i < MOST_DRAWS; i++) {
            Trajectory walk = throughDoor(layout, dynamics, sampler, generator);
            if (config.crossing() == WalkConfig.Crossing.AIMED || walk.changesRooms(world.geometry())) {
                return walk;
            }
        }
        throw new IllegalArgumentException(
                "of " + MOST_DRAWS + " walks of " + config.steps() + " steps of about " + config.stepMean()
                        + " through a door none changed rooms.\nMaybe make walks or steps longer, or only aim them: Crossing.AIMED.");
    }

    private static Trajectory follow(Layout layout, TwoRoomsDynamics dynamics, double[] start, double[][] actions) {
        double[][] positions = new double[actions.length + 1][];
        positions[0] = start;
        for (int t = 0; t < actions.length; t++) {
            positions[t + 1] = dynamics.next(positions[t], actions[t]);
        }
        return new Trajectory(layout, positions, actions);
    }

    private double[] freePoint(TwoRoomsDynamics dynamics, RandomGenerator generator) {
        double[] point;
        do {
            point = new double[] {coordinate(generator), coordinate(generator)};
        } while (dynamics.isSolid(point));
        return point;
    }

    private double coordinate(RandomGenerator generator) {
        double low = world.geometry().low() + GAP;
        return low + (world.geometry().high() - GAP - low) * generator.nextDouble();
    }

    /** Two walks away from a point in the door, one of them backwards in time; the start is where that one ends. */
    private Trajectory throughDoor(
            Layout layout, TwoRoomsDynamics dynamics, WalkSampler sampler, RandomGenerator generator) {
        double heading = (generator.nextDouble() - 0.5) * Math.PI / 2 + (generator.nextBoolean() ? Math.PI : 0);
        for (int i = 0; i < MOST_DRAWS; i++) {
            double[] point = pointInDoor(layout, sampler, generator);
            int before = generator.nextInt(config.steps());
            double[][] past = sampler.walk(before + 1, heading + Math.PI);
            double[][] future = sampler.walk(config.steps() - before - 1, heading);
            double[][] actions = new double[config.steps()][];
            for (int t = 0; t <= before; t++) {
                double[] step = past[before - t];
                actions[t] = new double[] {-step[0], -step[1]};
                point[0] += step[0];
                point[1] += step[1];
            }
            System.arraycopy(future, 0, actions, before + 1, future.length);
            double[] start = {clamp(point[0]), clamp(point[1])};
            if (!dynamics.isSolid(start)) {
                return follow(layout, dynamics, start, actions);
            }
        }
        throw new IllegalArgumentException("of " + MOST_DRAWS + " walks through the door of " + layout
                + " none began outside of walls.\nMaybe place the wall further from the outer walls.");
    }

    private double[] pointInDoor(Layout layout, WalkSampler sampler, RandomGenerator generator) {
        double half = world.geometry().doorHalf();
        double offset;
        do {
            offset = sampler.truncatedDraw(0, half / 2);
        } while (Math.abs(offset) > half);
        double x = layout.wallX()
                + (2 * generator.nextDouble() - 1) * world.geometry().wallHalf();
        return new double[] {x, layout.doorY() + offset};
    }

    private double clamp(double c) {
        return Math.max(world.geometry().low() + GAP, Math.min(world.geometry().high() - GAP, c));
    }
}
