package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;

/**
 * The cheapest candidates.
 *
 * @param actions [E, H, A], cheapest first
 * @param costs [E]
 */
record Elites(Tensor actions, Tensor costs) {
    /** The cheapest of all candidates. */
    static Elites of(Evaluated evaluated, int number) {
        return of(evaluated, evaluated.costs().size(0), number);
    }

    /** The cheapest among the first {@code among} candidates. */
    static Elites of(Evaluated evaluated, long among, int number) {
        Tensor.Ordered best = evaluated.costs().slice(0, 0, among).topK(number, 0, false);
        return new Elites(evaluated.actions().indexSelect(0, best.indices()), best.values());
    }
}
