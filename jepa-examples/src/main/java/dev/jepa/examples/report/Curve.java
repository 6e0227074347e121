package dev.jepa.examples.report;

import dev.jepa.core.train.MetricsLine;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** A line of a {@link LineChart}: y over x. */
public final class Curve {
    private final String label;
    private final double[] x;
    private final double[] y;

    private Curve(String label, double[] x, double[] y) {
        this.label = label;
        this.x = x;
        this.y = y;
    }

    /**
     * A curve through points.
     *
     * @param label the name in the legend
     * @param x the positions, rising
     * @param y the values, as many; where one is not finite the line has a gap
     */
    public static Curve of(String label, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "The curve '" + label + "' has " + x.length + " positions but " + y.length + " values.");
        }
        return new Curve(label, x.clone(), y.clone());
    }

    /** A metric over the steps at which it was recorded; empty if it never was. */
    public static Curve of(String label, List<MetricsLine> metrics, String name) {
        List<MetricsLine> lines =
                metrics.stream().filter(line -> line.values().containsKey(name)).toList();
        double[] x = lines.stream().mapToDouble(MetricsLine::step).toArray();
        double[] y = lines.stream().mapToDouble(line -> line.values().get(name)).toArray();
        return new Curve(label, x, y);
    }

    String label() {
        return label;
    }

    int points() {
        return x.length;
    }

    double x(int point) {
        return x[point];
    }

    double y(int point) {
        return y[point];
    }

    double[] xs() {
        return x.clone();
    }

    double[] ys() {
        return y.clone();
    }

    /** The same curve with each value replaced by the mean of those around it, {@code window} to each side. */
    Curve smoothed(int window) {
        double[] means = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double sum = 0;
            int count = 0;
            for (int j = Math.max(0, i - window); j <= Math.min(y.length - 1, i + window); j++) {
                if (Double.isFinite(y[j])) {
                    sum += y[j];
                    count++;
                }
            }
            means[i] = count == 0 ? Double.NaN : sum / count;
        }
        return new Curve(label, x, means);
    }

    /** The mean distance to a curve over the same positions, as a share of this one's range. */
    double distanceTo(Curve other) {
        DoubleSummaryStatistics range = new DoubleSummaryStatistics();
        DoubleSummaryStatistics distance = new DoubleSummaryStatistics();
        for (int i = 0; i < y.length; i++) {
            if (Double.isFinite(y[i])) {
                range.accept(y[i]);
                distance.accept(Math.abs(y[i] - other.y[i]));
            }
        }
        double width = range.getMax() - range.getMin();
        return width > 0 ? distance.getAverage() / width : 0;
    }

    /** At most about {@code points} points: of each bucket its lowest and its highest, so that peaks stay. */
    Curve thinned(int points) {
        if (x.length <= points) {
            return this;
        }
        int buckets = points / 2;
        double[] thinX = new double[2 * buckets];
        double[] thinY = new double[2 * buckets];
        for (int b = 0; b < buckets; b++) {
            int from = (int) ((long) x.length * b / buckets);
            int to = (int) ((long) x.length * (b + 1) / buckets);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = y[i] < y[low] ? i : low;
                high = y[i] > y[high] ? i : high;
            }
            thinX[2 * b] = x[Math.min(low, high)];
            thinY[2 * b] = y[Math.min(low, high)];
            thinX[2 * b + 1] = x[Math.max(low, high)];
            thinY[2 * b + 1] = y[Math.max(low, high)];
        }
        return new Curve(label, thinX, thinY);
    }
}
