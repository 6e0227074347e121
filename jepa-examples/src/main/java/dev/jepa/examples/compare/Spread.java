package dev.jepa.examples.compare;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A figure over seeds.
 *
 * @param values one a seed, at least one
 */
record Spread(List<Double> values) {
    Spread {
        values = List.copyOf(values);
    }

    double mean() {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    /** The standard deviation (divisor n - 1); 0 for one seed. */
    double std() {
        double mean = mean();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** {@code 46.2 ± 0.4}; one seed without a spread; a count from 100 on that is the same for all seeds without decimals. */
    String text() {
        double mean = mean();
        if (std() == 0 && mean == Math.rint(mean) && mean >= 100) {
            return String.format(Locale.ROOT, "%,.0f", mean);
        }
        return values.size() == 1
                ? String.format(Locale.ROOT, "%.1f", mean)
                : String.format(Locale.ROOT, "%.1f ± %.1f", mean, std());
    }

    Map<String, Object> toMap() {
        return Map.of("mean", mean(), "std", std(), "values", values);
    }
}
