package dev.jepa.planning.roadmap;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.cost.GoalCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads any planner along a way of a roadmap: mean over t of |P s_t - way(progress + speed * t)|^2, where P projects to points.
 *
 * <p>The way is found at the first decision of an episode, and anew when the agent is off it or when there was none. While there is none, the
 * reference is the goal itself. What has been imagined is kept for the episode, so that only the first way is dear. Keeps no tensors.
 *
 * <p>Where the agent does not come on, the model is wrong: it imagines a door where there is wall. The next piece of the way then counts as
 * blocked for the rest of the episode ({@link TrackingConfig#patience}), and a way around it is taken.
 */
public final class RoadmapCost implements GoalCost {
    /** Progress of a decision, in steps, that counts as none. */
    private static final double STANDSTILL = 1;
    /** Within so many steps of the goal one may stand still. */
    private static final double NEAR = 4;
    /** Points of the way ahead that become barriers. */
    private static final int BARRIERS = 2;

    private final LatentRoadmap roadmap;
    private final TrackingConfig config;
    private final Rng rng;
    private final List<float[]> barriers = new ArrayList<>();
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
    }

    @Override
    public EnergyFunction of(Tensor state, Tensor goal) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor point = roadmap.project(state);
            boolean lost = way == null || way.isOff(point);
            boolean blocked = way != null && isBlocked(way, point);
            if (builds < config.builds() && (lost || blocked)) {
                way = roadmap.find(state, goal, rng.at(builds), config, barriers, explored)
                        .orElse(null);
                builds++;
                stuck = 0;
            }
            if (way != null) {
                return tracking(way, way.progress());
            }
            Way stay = Way.of(roadmap.project(goal), goal, config);
            return tracking(stay, 0);
        }
    }

    /** Advances on the way. Whether the agent has not come on for too long: the next piece of the way is remembered as blocked then. */
    private boolean isBlocked(Way tracked, Tensor point) {
        double before = tracked.progress();
        double now = tracked.advance(point);
        boolean standsStill = now - before < STANDSTILL && tracked.length() - now > NEAR;
        stuck = standsStill ? stuck + 1 : 0;
        if (config.patience() == 0 || stuck < config.patience() || builds == config.builds()) {
            return false;
        }
        float[] next = tracked.reference(now, BARRIERS, config.barrier());
        for (int b = 0; b < BARRIERS; b++) {
            barriers.add(Arrays.copyOfRange(next, b * tracked.dim(), (b + 1) * tracked.dim()));
        }
        return true;
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
        way = null;
        builds = 0;
        stuck = 0;
        barriers.clear();
    }

    private EnergyFunction tracking(Way tracked, double from) {
        return (states, actions) -> {
            long plans = states.size(0);
            int horizon = (int) states.size(1);
            Tensor points = roadmap.project(states.flatten(0, 1)).reshape(plans, horizon, tracked.dim()); // [B, T, K]
            Tensor reference = Tensors.of(tracked.reference(from, horizon, config.speed()), horizon, tracked.dim())
                    .to(points.dtype())
                    .to(points.device()); // [T, K]
            return points.sub(reference).square().sum(2).mean(1);
        };
    }
}
