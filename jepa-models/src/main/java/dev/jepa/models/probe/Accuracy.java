package dev.jepa.models.probe;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Right answers among independent test examples.
 *
 * @param correct how many were right
 * @param total how many there were, at least 1
 */
public record Accuracy(long correct, long total) implements Score {
    /** The 0.975 quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    public Accuracy {
        if (total < 1 || correct < 0 || correct > total) {
            throw new IllegalArgumentException(
                    "correct must lie in 0 … total and total be >= 1 but they were " + correct + " and " + total + ".");
        }
    }

    /**
     * Counts where two int64 [N] agree.
     *
     * @throws IllegalArgumentException if their shapes differ
     */
    public static Accuracy of(Tensor predictions, Tensor labels) {
        if (!predictions.shape().equals(labels.shape())) {
            throw new IllegalArgumentException("predictions and labels must have one shape but had "
                    + predictions.shape() + " and " + labels.shape()
                    + ".\nMaybe one of them belongs to the training set.");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor same = predictions.eq(labels.to(predictions.device()));
            return new Accuracy((long) same.sum().item(), labels.size(0));
        }
    }

    @Override
    public double value() {
        return (double) correct / total;
    }

    /** Lower end of the 95 % interval of Wilson (1927). */
    public double low() {
        return centre() - halfWidth();
    }

    /** Upper end of the 95 % interval of Wilson (1927). */
    public double high() {
        return centre() + halfWidth();
    }

    private double centre() {
        return (value() + Z * Z / (2 * total)) / (1 + Z * Z / total);
    }

    private double halfWidth() {
        double p = value();
        return Z / (1 + Z * Z / total) * Math.sqrt(p * (1 - p) / total + Z * Z / (4.0 * total * total));
    }

    /** For example {@code 61.3 [60.3, 62.2]}. */
    @Override
    public String text() {
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", 100 * value(), 100 * low(), 100 * high());
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("top1", value());
        map.put("low", low());
        map.put("high", high());
        map.put("correct", correct);
        map.put("total", total);
        return map;
    }
}
