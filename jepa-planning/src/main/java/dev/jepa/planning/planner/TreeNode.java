package dev.jepa.planning.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A beginning of plans in a search tree, and what plans that begin so cost. */
final class TreeNode {
    private final @Nullable TreeNode parent;
    private final int choices;
    private final int horizon;
    private final int[] path;
    private final List<TreeNode> children = new ArrayList<>();
    private int visits;
    private double sum;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private boolean closed;

    private TreeNode(@Nullable TreeNode parent, int choices, int horizon, int[] path) {
        this.parent = parent;
        this.choices = choices;
        this.horizon = horizon;
        this.path = path;
        this.closed = path.length == horizon;
    }

    static TreeNode root(int choices, int horizon) {
        return new TreeNode(null, choices, horizon, new int[0]);
    }

    /** Whether every plan that begins so has been judged. */
    boolean isClosed() {
        return closed;
    }

    /** The most promising node below that has no children yet; the node must not be closed. */
    TreeNode leaf(double exploration) {
        if (children.isEmpty()) {
            return this;
        }
        double low = least;
        double range = Math.max(greatest - least, Double.MIN_NORMAL);
        return children.stream()
                .filter(child -> !child.closed)
                .max(Comparator.comparingDouble(child -> child.score(low, range, visits, exploration)))
                .orElseThrow()
                .leaf(exploration);
    }

    private double score(double low, double range, int parentVisits, double exploration) {
        if (visits == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double value = 1 - (sum / visits - low) / range;
        return value + exploration * Math.sqrt(Math.log(parentVisits) / visits);
    }

    /** Makes the children, one for each action. */
    List<TreeNode> open() {
        for (int action = 0; action < choices; action++) {
            int[] longer = Arrays.copyOf(path, path.length + 1);
            longer[path.length] = action;
            children.add(new TreeNode(this, choices, horizon, longer));
        }
        closeIfDone();
        return children;
    }

    private void closeIfDone() {
        if (!closed && children.stream().allMatch(child -> child.closed)) {
            closed = true;
            if (parent != null) {
                parent.closeIfDone();
            }
        }
    }

    /** A whole plan that begins so, the rest random: H numbers of actions. */
    int[] completed(RandomGenerator generator) {
        int[] plan = Arrays.copyOf(path, horizon);
        for (int t = path.length; t < horizon; t++) {
            plan[t] = generator.nextInt(choices);
        }
        return plan;
    }

    /** Counts the cost of a plan that begins so, here and above. */
    void add(double cost) {
        visits++;
        sum += cost;
        least = Math.min(least, cost);
        greatest = Math.max(greatest, cost);
        if (parent != null) {
            parent.add(cost);
        }
    }
}
