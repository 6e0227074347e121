package dev.jepa.planning.planner;

/** Says when a cost has not improved for some rounds. */
final class Patience {
    private final int rounds;
    private final double tolerance;
    private double reference = Double.POSITIVE_INFINITY;
    private int idle;

    Patience(int rounds, double tolerance) {
        this.rounds = rounds;
        this.tolerance = tolerance;
    }

    /** Tells it the best cost after a round. */
    boolean isOver(double cost) {
        if (cost < reference - tolerance * Math.abs(reference) || Double.isInfinite(reference)) {
            reference = cost;
            idle = 0;
        } else {
            idle++;
        }
        return idle >= rounds;
    }
}
