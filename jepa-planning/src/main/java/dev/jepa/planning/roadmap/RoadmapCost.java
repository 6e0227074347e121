package dev.jepa.planning.roadmap;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.cost.GoalCost;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads any planner along a way of a roadmap: mean over t of |P s_t - way(progress + speed * t)|^2, where P projects to points.
 *
 * <p>The way is found at the first decision of an episode, and anew when the agent is off it or when there was none. While there is none, the
 * reference is the goal itself. What has been imagined is kept for the episode, so that only the first way is dear. Keeps no tensors.
 *
 * <p>Where the agent does not come on, has left the way, or is not where it was predicted to be, the model is wrong: it imagines a door where
 * there is wall. That piece then counts as blocked for the rest of the episode ({@link Blocking}), and a way around it is taken.
 */
public final class RoadmapCost implements GoalCost {
    /** Progress of a decision, in steps, that counts as none. */
    private static final double STANDSTILL = 1;
    /** Within so many steps of the goal one may stand still. */
    private static final double NEAR = 4;
    /** Points of the way ahead that are blocked for an agent that does not come on. */
    private static final int STUCK_AT = 2;
    /** Points ahead of where the agent left the way that are blocked. */
    private static final int LEFT_AT = 3;

    private final LatentRoadmap roadmap;
    private final TrackingConfig config;
    private final Rng rng;
    private final Barriers barriers;
    private float[][] predicted = {}; // [T][K]
    private LatentRoadmap.Explored explored = new LatentRoadmap.Explored();
    private @Nullable Way way;
    private int builds;
    private int stuck;

    /**
     * A cost for one controller.
     *
     * @param seed of the roadmaps: an episode's do not depend on the episodes before
     */
    public RoadmapCost(LatentRoadmap roadmap, TrackingConfig config, long seed) {
        this.roadmap = roadmap;
        this.config = config;
        this.rng = Rng.of(seed).at("roadmap");
        this.barriers = new Barriers(config.blocking());
    }

    @Override
    public void predicted(Tensor states) {
        try (TensorScope ignored = TensorScope.open()) {
            predicted = rows(roadmap.project(states));
        }
    }

    @Override
    public EnergyFunction of(Tensor state, Tensor goal) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor point = roadmap.project(state);
            boolean leave = way == null || mustLeave(way, point);
            if (leave && builds < config.builds()) {
                way = roadmap.find(state, goal, rng.at(builds), config, barriers.points(), explored)
                        .orElse(null);
                builds++;
                stuck = 0;
            }
            if (way != null) {
                return new Tracking(way, way.progress());
            }
            Way stay = Way.of(roadmap.project(goal), goal, config);
            return new Tracking(stay, 0);
        }
    }

    /** Advances on the way. Whether another one is needed; what this one ran into is remembered. */
    private boolean mustLeave(Way tracked, Tensor point) {
        float[] here = point.toFloatArray();
        boolean believed = config.blocking().isNever();
        double before = tracked.progress();
        boolean off = tracked.isOff(point);
        if (off && !believed) {
            barriers.addAway(ahead(tracked, LEFT_AT), here);
        }
        boolean comesOn = tracked.advance(point) - before >= STANDSTILL || tracked.length() - before <= NEAR;
        stuck = comesOn ? 0 : stuck + 1;
        boolean isStuck =
                config.blocking().patience() > 0 && stuck >= config.blocking().patience();
        if (isStuck) {
            barriers.add(ahead(tracked, STUCK_AT));
        }
        boolean surprised = isSurprised(here);
        if (surprised) {
            int last = predicted.length - 1;
            barriers.addAway(new float[][] {predicted[Math.max(0, last - 2)], predicted[last]}, here);
        }
        return off || isStuck || surprised;
    }

    /** Whether the agent is not where it was predicted to be. */
    private boolean isSurprised(float[] here) {
        double threshold = config.blocking().surprise();
        return threshold > 0
                && predicted.length > 0
                && Barriers.distance(here, predicted[predicted.length - 1]) > threshold;
    }

    /** The next points of the way, a barrier's radius apart. */
    private float[][] ahead(Way tracked, int count) {
        return rows(tracked.reference(count, config.blocking().radius()));
    }

    private static float[][] rows(Tensor points) {
        int dim = (int) points.size(1);
        float[] flat = points.toFloatArray();
        float[][] rows = new float[flat.length / dim][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(flat, i * dim, (i + 1) * dim);
        }
        return rows;
    }

    /** The way of the last decision; none before the first, and when none was found. */
    public Optional<Way> way() {
        return Optional.ofNullable(way);
    }

    /** Ways looked for in this episode. */
    public int builds() {
        return builds;
    }

    @Override
    public long modelCalls() {
        return roadmap.modelCalls();
    }

    @Override
    public void reset() {
        explored = new LatentRoadmap.Explored();
        predicted = new float[0][];
        way = null;
        builds = 0;
        stuck = 0;
        barriers.clear();
    }

    /** Of one decision: distance from where the way is at each step. The reference is computed once for plans of one length. */
    private final class Tracking implements EnergyFunction {
        private final Way tracked;
        private final double from;
        private float[] reference = {}; // [T * K]

        Tracking(Way tracked, double from) {
            this.tracked = tracked;
            this.from = from;
        }

        @Override
        public Tensor energy(Tensor states, Tensor actions) {
            long plans = states.size(0);
            int horizon = (int) states.size(1);
            int dim = tracked.dim();
            if (reference.length != horizon * dim) {
                reference = tracked.reference(from, horizon, config.speed());
            }
            Tensor points = roadmap.project(states.flatten(0, 1)).reshape(plans, horizon, dim); // [B, T, K]
            Tensor wanted =
                    Tensors.of(reference, horizon, dim).to(points.dtype()).to(points.device()); // [T, K]
            return points.sub(wanted).square().sum(2).mean(1);
        }
    }
}
