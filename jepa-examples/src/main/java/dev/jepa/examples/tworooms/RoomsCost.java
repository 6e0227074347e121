package dev.jepa.examples.tworooms;

import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.action.ActionMethod;
import dev.jepa.models.action.ActionObjective;
import dev.jepa.planning.cost.GoalCost;
import dev.jepa.planning.cost.StepMetric;
import dev.jepa.planning.roadmap.Invariants;
import dev.jepa.planning.roadmap.LatentRoadmap;
import dev.jepa.planning.roadmap.PersistentHeadings;
import dev.jepa.planning.roadmap.RoadmapConfig;
import dev.jepa.planning.roadmap.RoadmapCost;
import dev.jepa.planning.roadmap.TrackingConfig;
import java.util.OptionalInt;

/** What plans are judged by. */
public sealed interface RoomsCost {
    /** The cost for one controller. */
    GoalCost of(ActionJepa model, StepMetric metric, ActionObjective objective);

    /** Steps to plan ahead, if not the planner's own number. */
    OptionalInt horizon();

    /** The distance to the goal by the {@link StepMetric}, averaged over the plan: enough where the metric knows the wall. */
    record Distance() implements RoomsCost {
        @Override
        public GoalCost of(ActionJepa model, StepMetric metric, ActionObjective objective) {
            return GoalCost.ofGoal(goal -> metric.to(goal.select(0, 0)));
        }

        @Override
        public OptionalInt horizon() {
            return OptionalInt.empty();
        }
    }

    /**
     * The distance from a way through imagined states that leads to the goal.
     *
     * @param roadmap how ways are looked for
     * @param tracking how they are followed
     * @param stepLength mean length of an imagined step, in pixels; as in the walks that were learned from
     * @param lookahead steps to plan ahead
     */
    record Roadmap(RoadmapConfig roadmap, TrackingConfig tracking, double stepLength, int lookahead)
            implements RoomsCost {
        private static final long SEED = 0;

        public Roadmap {
            if (lookahead < 1) {
                throw new IllegalArgumentException("lookahead must be >= 1 but was " + lookahead + ".");
            }
        }

        @Override
        public GoalCost of(ActionJepa model, StepMetric metric, ActionObjective objective) {
            Invariants scene = objective instanceof ActionMethod.VarianceCovariance regularised
                            && regularised.scene().count() > 0
                    ? Invariants.lastFeatures(regularised.scene().count())
                    : Invariants.none();
            LatentRoadmap ways =
                    new LatentRoadmap(roadmap, model, metric::inSteps, PersistentHeadings.of(stepLength), scene);
            return new RoadmapCost(ways, tracking, SEED);
        }

        @Override
        public OptionalInt horizon() {
            return OptionalInt.of(lookahead);
        }
    }
}
