package dev.jepa.planning.env;

/** What an action does to the state of a world: a pure function without noise, the same for data, planner and evaluation. */
public interface Dynamics {
    /** S, the number of components of a state. */
    int stateDim();

    /** A, the number of components of an action. */
    int actionDim();

    /**
     * The state after an action.
     *
     * @param state [S], not changed
     * @param action [A], not changed; not checked against bounds
     * @return [S]
     */
    double[] next(double[] state, double[] action);
}
