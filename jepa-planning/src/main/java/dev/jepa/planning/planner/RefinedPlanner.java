package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Two planners one after the other, the second beginning with the plan of the first: sample to find the valley, then descend by
 * gradient.
 *
 * @param first gets a share of the budget
 * @param second gets the rest
 * @param share of the budget for the first, in (0, 1)
 */
public record RefinedPlanner(Planner first, Planner second, double share) implements Planner {
    public RefinedPlanner {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must lie in (0, 1) but was " + share + ".");
        }
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            int horizon = request.problem().horizon();
            Plan found = first.plan(request.withBudget(request.budget().part(share, horizon)));
            Budget left = request.budget().without(found, horizon);
            Plan best = left == null ? found : refine(request.withBudget(left), found);
            scope.keep(best.actions());
            scope.keep(best.states());
            return best;
        }
    }

    private Plan refine(PlanRequest request, Plan found) {
        Tensor begin = request.problem().bounds().project(found.actions());
        Plan refined = second.plan(request.withWarmStart(begin));
        return new Plan(
                refined.actions(),
                refined.states(),
                refined.cost(),
                joined(found.trace(), refined.trace()),
                found.modelCalls() + refined.modelCalls(),
                found.seconds() + refined.seconds());
    }

    private static List<Double> joined(List<Double> before, List<Double> after) {
        List<Double> all = new ArrayList<>(before);
        all.addAll(after);
        return List.copyOf(all);
    }
}
