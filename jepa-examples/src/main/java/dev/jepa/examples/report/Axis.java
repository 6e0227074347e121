package dev.jepa.examples.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One axis of a chart: the range of its values, round marks on it, and the way from a value to a place in 0 … 1. */
record Axis(double low, double high, boolean logarithmic, List<Double> marks) {
    private static final int MARKS = 5;

    /** An axis that covers the values; on a logarithmic one only positive values count. */
    static Axis covering(double[] values, boolean logarithmic) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value) && (!logarithmic || value > 0)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            low = logarithmic ? 0.1 : 0;
            high = 1;
        }
        return logarithmic ? decades(low, high) : linear(low, high);
    }

    private static Axis linear(double lowest, double highest) {
        double margin = lowest == highest ? Math.max(1e-9, Math.abs(lowest) * 0.1) : 0;
        double low = lowest - margin;
        double high = highest + margin;
        double step = roundStep((high - low) / MARKS);
        List<Double> marks = new ArrayList<>();
        for (double k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
            marks.add(k * step + 0.0);
        }
        return new Axis(low, high, false, marks);
    }

    /** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below the wish. */
    private static double roundStep(double wish) {
        double power = Math.pow(10, Math.floor(Math.log10(wish)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= wish * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** Marks at powers of ten, and at 2 and 5 times these where the range is short. */
    private static Axis decades(double lowest, double highest) {
        double margin = Math.pow(highest / lowest, 0.04) * 1.02;
        double low = lowest / margin;
        double high = highest * margin;
        double span = Math.log10(high / low);
        double[] factors =
                span < 0.8 ? new double[] {1, 1.5, 2, 3, 5, 7} : span < 3 ? new double[] {1, 2, 5} : new double[] {1};
        int stride = Math.max(1, (int) Math.ceil(span / (MARKS + 2)));
        List<Double> marks = new ArrayList<>();
        for (int k = (int) Math.floor(Math.log10(low)); k <= Math.log10(high); k += stride) {
            for (double factor : factors) {
                double mark = factor * Math.pow(10, k);
                if (mark >= low && mark <= high) {
                    marks.add(mark);
                }
            }
        }
        return new Axis(low, high, true, marks);
    }

    /** Where a value lies between the ends; NaN for one that has no place. */
    double place(double value) {
        if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
            return Double.NaN;
        }
        return logarithmic ? Math.log10(value / low) / Math.log10(high / low) : (value - low) / (high - low);
    }

    /** A mark as short text: 2,500 as 2.5k, 0.0001 as 1e-4. */
    String text(double mark) {
        double size = Math.abs(mark);
        if (mark == 0) {
            return "0";
        } else if (size >= 1e6) {
            return trimmed(mark / 1e6) + "M";
        } else if (size >= 1e3) {
            return trimmed(mark / 1e3) + "k";
        } else if (size >= 1e-3 * (1 - 1e-9)) {
            return trimmed(mark);
        }
        int exponent = (int) Math.floor(Math.log10(size) + 1e-9);
        return trimmed(mark / Math.pow(10, exponent)) + "e" + exponent;
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
