package dev.jepa.core.trajectory;

/** A row of a table of numbers. */
final class CsvRow {
    private final double time;
    private final double[] values;

    /**
     * @param time scaled, since the first row; 0 where no column holds it
     * @param values scaled: observations, actions, proprioception; must not change
     */
    CsvRow(double time, double[] values) {
        this.time = time;
        this.values = values;
    }

    double time() {
        return time;
    }

    double[] values() {
        return values;
    }
}
