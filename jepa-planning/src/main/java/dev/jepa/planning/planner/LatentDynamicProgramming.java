package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Dynamic programming over a finite set of latents and actions: the value of each latent at each step is computed backwards from the
 * horizon, then the plan is read off forwards with the model itself.
 *
 * <p>V_t(c) = min over a of l(s', a) + V_t+1(nearest latent to s'), s' = model(c, a), V_H = 0. Finds detours that local planners
 * miss, if the latents cover the way. Exact for costs that are sums over time, of which l is the cost of a one-step plan. Runs
 * once, in the first round; when the budget does not allow it, the plan is the warm start (or zero).
 *
 * @param latents [N, D], for example {@link KMeans} of encoded data
 * @param actions [M, A], to choose from, within the bounds
 */
public record LatentDynamicProgramming(Tensor latents, Tensor actions) implements Planner {
    private static final long MOST_NUMBERS = 1L << 30;

    public LatentDynamicProgramming {
        if (latents.shape().rank() != 2 || actions.shape().rank() != 2 || latents.size(0) < 1 || actions.size(0) < 1) {
            throw new IllegalArgumentException("latents must be [N, D] and actions [M, A], N and M >= 1, but were "
                    + latents.shape() + " and " + actions.shape() + ".");
        }
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            Tensor choices = ActionChoices.require(search, actions);
            requireTable(search.problem());
            while (search.next()) {
                try (TensorScope ignored = TensorScope.open()) {
                    search.evaluate(search.initialActions().unsqueeze(0));
                    long table = latents.size(0) * actions.size(0);
                    if (table / search.problem().horizon() + actions.size(0) < search.affordable()) {
                        List<Tensor> values = values(search, choices);
                        readOff(search, choices, values);
                    }
                }
                search.stop();
            }
            return search.finish(scope);
        }
    }

    private void requireTable(Problem problem) {
        long features = problem.state().size(1);
        if (latents.size(1) != features) {
            throw new IllegalArgumentException("latents must be [N, " + features + "] as the state is but were "
                    + latents.shape() + ".\nMaybe they were encoded by another model.");
        }
        double table = (double) latents.size(0) * actions.size(0);
        if (table * Math.max(latents.size(0), features) > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "%d latents and %d actions are too many: a table of N * M * max(N, D) numbers may have %d."
                                    .formatted(latents.size(0), actions.size(0), MOST_NUMBERS)
                            + "\nMaybe choose fewer latents by KMeans.");
        }
    }

    /** V_1 … V_H, each [N]. */
    private List<Tensor> values(Search search, Tensor choices) {
        int n = (int) latents.size(0);
        int m = (int) choices.size(0);
        Tensor codes = search.like(latents);
        Tensor action = choices.repeat(n, 1); // [N M, A]
        Tensor next = search.problem().model().predict(codes.repeatInterleave(m, 0), action);
        search.countModelCalls((long) n * m);
        Tensor cost = stepCost(search, next, action);
        Tensor successor = KMeans.nearest(next, codes);
        List<Tensor> values = new ArrayList<>();
        values.add(Tensors.zeros(codes.dtype(), codes.device(), Shape.of(n)));
        for (int t = search.problem().horizon() - 1; t >= 1; t--) {
            Tensor total = cost.add(values.get(0).indexSelect(0, successor));
            values.add(0, total.reshape(n, m).min(1));
        }
        return values;
    }

    private static Tensor stepCost(Search search, Tensor states, Tensor action) {
        return search.problem().cost().energy(states.unsqueeze(1), action.unsqueeze(1));
    }

    private void readOff(Search search, Tensor choices, List<Tensor> values) {
        Tensor codes = search.like(latents);
        long m = choices.size(0);
        Tensor state = search.problem().state();
        List<Tensor> plan = new ArrayList<>();
        List<Tensor> states = new ArrayList<>();
        for (Tensor value : values) {
            Tensor next = search.problem().model().predict(state.expand(m, state.size(1)), choices);
            search.countModelCalls(m - 1);
            Tensor ahead = value.indexSelect(0, KMeans.nearest(next, codes));
            Tensor best = stepCost(search, next, choices).add(ahead).argMin(0).reshape(1);
            state = next.indexSelect(0, best);
            plan.add(choices.indexSelect(0, best));
            states.add(state);
        }
        search.offer(Tensors.stack(plan, 1), Tensors.stack(states, 1));
    }
}
