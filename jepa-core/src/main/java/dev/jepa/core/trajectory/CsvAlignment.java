package dev.jepa.core.trajectory;

import java.util.Arrays;
import java.util.List;

/**
 * How rows at equal distances in time came from recorded ones, in the unit of the scaled time.
 *
 * @param rows of the result
 * @param moved of these, how many are a recorded row at another time than its own, by more than a thousandth of a step
 * @param between how many hold an observation that was interpolated between two recorded ones
 * @param largestMove the most by which a row was moved
 * @param longestGap the longest time between two recorded rows
 */
public record CsvAlignment(long rows, long moved, long between, double largestMove, double longestGap) {
    static final CsvAlignment NONE = new CsvAlignment(0, 0, 0, 0, 0);

    /** Of two files together. */
    CsvAlignment plus(CsvAlignment other) {
        return new CsvAlignment(
                rows + other.rows,
                moved + other.moved,
                between + other.between,
                Math.max(largestMove, other.largestMove),
                Math.max(longestGap, other.longestGap));
    }

    /** The share of rows that were not recorded at the time at which they stand, 0 to 1. */
    public double movedShare() {
        return rows == 0 ? 0 : (double) (moved + between) / rows;
    }

    /** For example "93 of 199 rows stand where they were recorded, …". */
    @Override
    public String toString() {
        return "%d of %d rows stand where they were recorded, %d were moved by at most %.3g, %d lie between two; the longest gap is %.3g"
                .formatted(rows - moved - between, rows, moved, largestMove, between, longestGap);
    }

    static double longestGap(List<CsvRow> rows) {
        return Arrays.stream(spacings(rows)).max().orElse(0);
    }

    /** Times from each row to the next. */
    static double[] spacings(List<CsvRow> rows) {
        double[] spacings = new double[rows.size() - 1];
        for (int i = 0; i < spacings.length; i++) {
            spacings[i] = rows.get(i + 1).time() - rows.get(i).time();
        }
        return spacings;
    }
}
