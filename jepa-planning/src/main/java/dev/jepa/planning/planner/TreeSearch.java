package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Monte Carlo tree search with upper confidence bounds (UCT, Kocsis and Szepesvari 2006) over discrete actions.
 *
 * <p>Each round descends to one leaf, opens all its children and completes each of them at random, several times, as one batch of whole plans.
 * Costs are scaled to [0, 1] by the least and the greatest seen.
 *
 * @param actions [M, A], to choose from, within the bounds
 * @param rollouts random completions of each child
 * @param exploration weight of the confidence bound
 */
public record TreeSearch(Tensor actions, int rollouts, double exploration) implements Planner {
    public TreeSearch {
        if (rollouts < 1 || !(exploration >= 0) || Double.isInfinite(exploration)) {
            throw new IllegalArgumentException("rollouts must be >= 1 and exploration >= 0 and finite but they were "
                    + rollouts + " and " + exploration + ".");
        }
    }

    /** 8 completions, weight 0.5. */
    public static TreeSearch standard(Tensor actions) {
        return new TreeSearch(actions, 8, 0.5);
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            Tensor choices = ActionChoices.require(search, actions);
            search.requireRoom(rollouts * choices.size(0));
            TreeNode root =
                    TreeNode.root((int) choices.size(0), search.problem().horizon());
            while (search.next()) {
                try (TensorScope ignored = TensorScope.open()) {
                    open(search, choices, root.leaf(exploration));
                }
                if (root.isClosed()) {
                    search.stop();
                }
            }
            return search.finish(scope);
        }
    }

    private void open(Search search, Tensor choices, TreeNode leaf) {
        List<TreeNode> children = leaf.open();
        RandomGenerator generator = search.rng().generator();
        int horizon = search.problem().horizon();
        List<int[]> plans = new ArrayList<>();
        for (TreeNode child : children) {
            for (int r = 0; r < rollouts; r++) {
                plans.add(child.completed(generator));
            }
        }
        long[] indices =
                plans.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
        Tensor candidates = choices.indexSelect(
                        0, Tensors.of(indices, indices.length).to(choices.device()))
                .reshape(plans.size(), horizon, choices.size(1));
        double[] costs = search.evaluate(candidates).costs().toDoubleArray();
        for (int i = 0; i < costs.length; i++) {
            if (Double.isFinite(costs[i])) {
                children.get(i / rollouts).add(costs[i]);
            }
        }
    }
}
