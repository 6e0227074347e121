package dev.jepa.planning.roadmap;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.cost.GoalCost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads any planner along a way of a roadmap: mean over t of |P s_t - way(progress + speed * t)|^2, where P projects to points.
 *
 * <p>The way is found at the first decision of an episode, and anew when the agent is off it or when there was none. While there is none, the
 * reference is the goal itself. Keeps no tensors.
 */
public final class RoadmapCost implements GoalCost {
    private final LatentRoadmap roadmap;
    private final TrackingConfig config;
    private final Rng rng;
    private @Nullable Way way;
    private int builds;

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
            if (builds < config.builds() && (way == null || way.isOff(point))) {
                way = roadmap.find(state, goal, rng.at(builds), config).orElse(null);
                builds++;
            }
            if (way != null) {
                way.advance(point);
                return tracking(way, way.progress());
            }
            Way stay = Way.of(roadmap.project(goal), goal, config);
            return tracking(stay, 0);
        }
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
        way = null;
        builds = 0;
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
