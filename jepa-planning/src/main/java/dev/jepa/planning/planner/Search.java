package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a planner: evaluates candidates as one batch, keeps the best, counts, and ends in time.
 *
 * <pre>{@code
 * try (TensorScope scope = TensorScope.open()) {
 *     Search search = new Search(request);
 *     while (search.next()) {
 *         search.evaluate(candidates);
 *     }
 *     return search.finish(scope);
 * }
 * }</pre>
 */
public final class Search {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e6;
    /** Numbers of a round's actions, and of its states: 1 and 8 GiB of float32. */
    private static final long MOST_ACTION_NUMBERS = 1L << 28;

    private static final long MOST_STATE_NUMBERS = 1L << 31;

    private final PlanRequest request;
    private final Problem problem;
    private final Rng rng;
    private final long begin = System.nanoTime();
    private final List<Double> trace = new ArrayList<>();

    private long iteration = -1;
    private long iterationBegin = begin;
    private long longestIteration;
    private long modelCalls;
    private boolean warmStartPending;
    private boolean stopped;
    private double bestCost = Double.POSITIVE_INFINITY;
    private @Nullable Tensor bestActions;
    private @Nullable Tensor bestStates;

    /** Begins a run; the clock starts. */
    public Search(PlanRequest request) {
        if (Autograd.isRecording()) {
            throw new IllegalStateException(
                    "planning records what it needs by itself.\nMaybe plan outside Autograd.record(…).");
        }
        this.request = request;
        this.problem = request.problem();
        this.rng = Rng.of(request.seed()).at("planner");
        this.warmStartPending = request.warmStart().isPresent();
    }

    /** The problem. */
    public Problem problem() {
        return problem;
    }

    /** The number of this round, from 0. */
    public long iteration() {
        return iteration;
    }

    /** The randomness of this round. */
    public Rng rng() {
        return rng.at(iteration);
    }

    /** The least cost so far; infinite before the first candidate. */
    public double bestCost() {
        return bestCost;
    }

    /** The best actions so far, [H, A]. */
    public Tensor bestActions() {
        return requireFound(bestActions);
    }

    /** The states that the best actions lead to, [H, D]. */
    public Tensor bestStates() {
        return requireFound(bestStates);
    }

    /** How many candidates the budget of model calls still allows. */
    public long affordable() {
        return (request.budget().modelCalls() - modelCalls) / problem.horizon();
    }

    /** Ends the run before its budget does: nothing better is expected. */
    public void stop() {
        stopped = true;
    }

    /** The warm start, or else the allowed plan nearest to zero: [H, A] of the problem's type and device. */
    public Tensor initialActions() {
        Tensor zero = Tensors.zeros(
                problem.state().dtype(), problem.state().device(), Shape.of(problem.horizon(), problem.actionDim()));
        return request.warmStart().map(this::like).orElseGet(() -> problem.bounds()
                .project(zero));
    }

    /** A tensor in the problem's type and on its device. */
    public Tensor like(Tensor x) {
        return x.to(problem.state().dtype()).to(problem.state().device());
    }

    /** Ends a round and begins the next; false when the budget does not allow it. */
    public boolean next() {
        long now = System.nanoTime();
        if (iteration >= 0) {
            endIteration(now);
        }
        boolean first = iteration < 0;
        Budget budget = request.budget();
        boolean allowed = !stopped
                && iteration + 1 < budget.iterations()
                && affordable() >= 1
                && (first || (now - begin + longestIteration) / MILLIS <= budget.millis());
        if (allowed) {
            iteration++;
            iterationBegin = now;
        }
        return allowed;
    }

    private void endIteration(long now) {
        longestIteration = Math.max(longestIteration, now - iterationBegin);
        if (trace.size() <= iteration) {
            trace.add(bestCost);
        }
    }

    /**
     * Predicts and judges candidates; those that are out of bounds are projected first. Differentiable inside
     * {@link Autograd#record}. The first call also judges the warm start.
     *
     * @param candidates [K, H, A]
     */
    public Evaluated evaluate(Tensor candidates) {
        requireShape(candidates);
        Tensor actions = problem.bounds().project(candidates);
        if (!warmStartPending) {
            return new Evaluated(actions, judge(actions));
        }
        warmStartPending = false;
        Tensor all = Tensors.concat(List.of(initialActions().unsqueeze(0), actions), 0);
        return new Evaluated(actions, judge(all).slice(0, 1, all.size(0)));
    }

    /** Refuses rounds that no memory would hold, before they are made. */
    void requireRoom(long candidates) {
        double plans = (double) candidates * problem.horizon();
        long features = problem.state().size(1);
        if (plans * problem.actionDim() > MOST_ACTION_NUMBERS || plans * features > MOST_STATE_NUMBERS) {
            throw new IllegalArgumentException(
                    "a round of %d candidates of %d steps, each with %d numbers of actions and %d of"
                                    .formatted(candidates, problem.horizon(), problem.actionDim(), features)
                            + " states, is too large: at most %d and %d numbers fit.\nMaybe plan with fewer candidates, or a shorter horizon."
                                    .formatted(MOST_ACTION_NUMBERS, MOST_STATE_NUMBERS));
        }
    }

    private void requireShape(Tensor candidates) {
        if (candidates.shape().rank() != 3
                || candidates.size(0) < 1
                || candidates.size(1) != problem.horizon()
                || candidates.size(2) != problem.actionDim()) {
            throw new IllegalArgumentException("candidates must be [K, " + problem.horizon() + ", "
                    + problem.actionDim() + "] with K >= 1 but were " + candidates.shape() + ".");
        }
    }

    /** The costs [K] of actions within the bounds [K, H, A]. */
    private Tensor judge(Tensor actions) {
        long count = Math.min(actions.size(0), affordable());
        Tensor missing = infinite(actions.size(0) - count);
        if (count == 0) {
            return missing;
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor used = actions.slice(0, 0, count);
            Tensor start = problem.state().expand(count, problem.state().size(1));
            Tensor states = problem.model().unroll(start, used); // [K, H, D]
            Tensor costs = offer(used, states);
            return scope.keep(missing.size(0) == 0 ? costs : Tensors.concat(List.of(costs, missing), 0));
        }
    }

    private Tensor infinite(long count) {
        return Tensors.full(
                Double.POSITIVE_INFINITY,
                problem.state().dtype(),
                problem.state().device(),
                Shape.of(count));
    }

    /**
     * Judges candidates whose states the planner has predicted itself, and counts those predictions.
     *
     * @param actions [K, H, A], within the bounds
     * @param states [K, H, D]
     * @return [K], infinite where not finite
     */
    public Tensor offer(Tensor actions, Tensor states) {
        long count = actions.size(0);
        modelCalls += count * problem.horizon();
        requireStates(states, count);
        Tensor raw = problem.cost().energy(states, actions);
        if (!raw.shape().equals(Shape.of(count))) {
            throw new IllegalArgumentException("the cost of " + count + " candidates must be [" + count + "] but was "
                    + raw.shape() + ".\nMaybe it does not sum over time and features.");
        }
        Tensor costs = raw.isFinite().where(raw, infinite(count));
        Autograd.suspend(() -> {
            remember(actions, states, costs);
            return costs;
        });
        return costs;
    }

    /** Counts transitions that a planner predicts without judging whole candidates. */
    public void countModelCalls(long transitions) {
        modelCalls += transitions;
    }

    private void requireStates(Tensor states, long count) {
        if (states.shape().rank() != 3
                || states.size(0) != count
                || states.size(1) != problem.horizon()
                || states.size(2) != problem.state().size(1)) {
            throw new IllegalArgumentException("the model must predict [" + count + ", " + problem.horizon() + ", "
                    + problem.state().size(1) + "] but predicted " + states.shape()
                    + ".\nMaybe the initial state comes from another model.");
        }
    }

    private void remember(Tensor actions, Tensor states, Tensor costs) {
        double[] values = costs.detach().toDoubleArray();
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] < values[best] ? k : best;
        }
        if (values[best] < bestCost) {
            close();
            bestCost = values[best];
            bestActions = TensorScope.release(actions.detach().select(0, best).copy());
            bestStates = TensorScope.release(states.detach().select(0, best).copy());
        } else if (bestActions == null) {
            throw new PlanningException(notFinite(states));
        }
    }

    private String notFinite(Tensor states) {
        boolean[] finite = states.detach().isFinite().toBooleanArray();
        long rows = states.size(2);
        if (!problem.state().isFinite().all().toBooleanArray()[0]) {
            return "the state to plan from is NaN or infinite.\nMaybe the observation is, or the encoder diverged in training.";
        }
        for (int i = 0; i < finite.length; i++) {
            if (!finite[i]) {
                long step = i / rows % problem.horizon() + 1;
                return "the model predicts NaN or infinity for every candidate, in the first one from step " + step
                        + " on.\nMaybe the model diverged in training, or its input is not normalised.";
            }
        }
        return "the cost of every candidate is NaN or infinite, though the predicted states are finite."
                + "\nMaybe the goal is NaN.";
    }

    /** The best plan, which belongs to the scope around the planner's. */
    public Plan finish(TensorScope scope) {
        endIteration(System.nanoTime());
        Tensor actions = scope.keep(requireFound(bestActions).copy());
        Tensor states = scope.keep(requireFound(bestStates).copy());
        close();
        double seconds = (System.nanoTime() - begin) / NANOS;
        return new Plan(actions, states, bestCost, List.copyOf(trace), modelCalls, seconds);
    }

    private void close() {
        if (bestActions != null) {
            bestActions.close();
        }
        if (bestStates != null) {
            bestStates.close();
        }
    }

    private static Tensor requireFound(@Nullable Tensor best) {
        if (best == null) {
            throw new IllegalStateException("no candidate has been evaluated.\nMaybe call evaluate(…) first.");
        }
        return best;
    }
}
