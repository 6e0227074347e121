package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * The best of uniformly random plans: the baseline of all planners that search.
 *
 * @param candidates K, plans of a round
 */
public record RandomShooting(int candidates) implements Planner {
    public RandomShooting {
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be >= 1 but was " + candidates + ".");
        }
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            while (search.next()) {
                try (TensorScope ignored = TensorScope.open()) {
                    search.evaluate(uniform(search, candidates));
                }
            }
            return search.finish(scope);
        }
    }

    /** Plans whose actions are uniform over the allowed ones, [count, H, A]. */
    static Tensor uniform(Search search, int count) {
        Problem problem = search.problem();
        search.requireRoom(count);
        Tensor actions = problem.bounds().sample(search.rng().at("uniform"), count * problem.horizon());
        return search.like(actions.reshape(count, problem.horizon(), problem.actionDim()));
    }
}
