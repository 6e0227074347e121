package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows at equal distances in time, from the first recorded one on; {@link CsvFormat} says by which rule.
 *
 * <p>All times are compared within a tolerance, since stamps are rounded and jitter: without one, a row whose stamp is late by a
 * rounding error would take the action of the row before.
 */
final class CsvResampling {
    /** More rows than this come from a wrong unit. */
    private static final long MAX_ROWS = 1L << 24;

    private final CsvFormat format;
    private final List<CsvRow> rows;
    private final double step;
    private final double near;
    private final double same;
    private final double exact;
    private final List<double[]> taken = new ArrayList<>();
    private CsvAlignment alignment;

    /** Resamples at once. */
    CsvResampling(Path file, CsvFormat format, List<CsvRow> rows, double step) {
        this.format = format;
        this.rows = rows;
        this.step = step;
        double[] spacings = CsvAlignment.spacings(rows);
        double own = median(spacings);
        double unit = Math.min(own, step);
        double jitter = jitter(spacings, own);
        this.exact = unit / 1000;
        this.near = unit / 4;
        this.same = jitter <= unit / 6 ? Math.max(exact, 1.5 * jitter) : exact;
        this.alignment = new CsvAlignment(0, 0, 0, 0, CsvAlignment.longestGap(rows));
        long count = count(file);
        int held = 0;
        for (int i = 0; i < count; i++) {
            held = held(held, i * step);
            take(held, i * step);
        }
    }

    List<double[]> taken() {
        return taken;
    }

    CsvAlignment alignment() {
        return alignment;
    }

    private static double median(double[] spacings) {
        double[] sorted = spacings.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The largest difference of a time between rows from the usual one; gaps are not counted. */
    private static double jitter(double[] spacings, double own) {
        return Arrays.stream(spacings)
                .filter(spacing -> spacing < 1.5 * own)
                .map(spacing -> Math.abs(spacing - own))
                .max()
                .orElse(0);
    }

    private long count(Path file) {
        double end = rows.get(rows.size() - 1).time();
        double count = Math.floor((end + near) / step) + 1;
        if (count < 2) {
            throw new DataException("%s lasts %s, less than one step of %s.\nMaybe the time has another unit: scale it."
                    .formatted(file, end, step));
        } else if (count > MAX_ROWS) {
            throw new DataException(
                    "%s lasts %s, which makes %.0f steps of %s, more than %d.\nMaybe the time has another unit: scale it."
                            .formatted(file, end, count, step, MAX_ROWS));
        }
        return (long) count;
    }

    /** The row nearest to a time if it is near, else the last one before; rows only move on. */
    private int held(int from, double at) {
        int held = from;
        while (held < rows.size() - 1 && rows.get(held + 1).time() <= at + near) {
            held++;
        }
        while (held > from && distance(held - 1, at) <= Math.min(near, distance(held, at))) {
            held--;
        }
        return held;
    }

    private double distance(int row, double at) {
        return Math.abs(rows.get(row).time() - at);
    }

    private void take(int held, double at) {
        double move = distance(held, at);
        if (move <= same) {
            taken.add(rows.get(held).values());
            boolean moved = move > exact;
            alignment = alignment.plus(new CsvAlignment(1, moved ? 1 : 0, 0, moved ? move : 0, 0));
        } else {
            taken.add(between(held, at));
            alignment = alignment.plus(new CsvAlignment(1, 0, 1, 0, 0));
        }
    }

    /** Observations and proprioception on the line between the rows around a time, the action of the one that is held. */
    private double[] between(int held, double at) {
        int before = rows.get(held).time() > at ? held - 1 : held;
        if (before == rows.size() - 1) {
            return rows.get(before).values();
        }
        CsvRow a = rows.get(before);
        CsvRow b = rows.get(before + 1);
        double share = (at - a.time()) / (b.time() - a.time());
        double[] row = rows.get(held).values().clone();
        int firstAction = format.observations().size();
        int afterActions = firstAction + format.actions().size();
        for (int i = 0; i < row.length; i++) {
            if (i < firstAction || i >= afterActions) {
                row[i] = a.values()[i] + share * (b.values()[i] - a.values()[i]);
            }
        }
        return row;
    }
}
