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
    void observe(double cost) {
        if (cost < reference - tolerance * Math.abs(reference) || Double.isInfinite(reference)) {
            reference = cost;
            idle = 0;
        } else {
            idle++;
        }
    }

    /** Whether as many rounds as it bears have brought nothing. */
    boolean isOver() {
        return idle >= rounds;
    }
}
