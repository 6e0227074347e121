package dev.jepa.planning.planner;

/** No plan could be made: model or cost give no finite numbers, or no gradients. */
public final class PlanningException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlanningException(String message) {
        super(message);
    }
}
