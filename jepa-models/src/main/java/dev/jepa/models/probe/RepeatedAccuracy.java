package dev.jepa.models.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Accuracies on one test set after training on several draws of labels.
 *
 * @param draws the accuracy of each draw, at least one
 */
public record RepeatedAccuracy(List<Double> draws) implements Score {
    public RepeatedAccuracy {
        draws = List.copyOf(draws);
        if (draws.isEmpty()) {
            throw new IllegalArgumentException("draws must hold at least one accuracy but is empty.");
        }
    }

    /** The mean over the draws. */
    @Override
    public double value() {
        return draws.stream().mapToDouble(draw -> draw).average().orElseThrow();
    }

    /** The standard deviation over the draws (divisor n - 1); 0 for one draw. */
    public double std() {
        double mean = value();
        double squares = draws.stream()
                .mapToDouble(draw -> (draw - mean) * (draw - mean))
                .sum();
        return draws.size() == 1 ? 0 : Math.sqrt(squares / (draws.size() - 1));
    }

    /** For example {@code 38.2 ± 0.6}. */
    @Override
    public String text() {
        return String.format(Locale.ROOT, "%.1f ± %.1f", 100 * value(), 100 * std());
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("top1", value());
        map.put("std", std());
        map.put("draws", draws);
        return map;
    }
}
