package dev.jepa.core.train;

import dev.jepa.core.optim.Gradients;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for NaN and infinity before an update: one native call unless it finds some. */
final class NonFiniteGuard {
    private NonFiniteGuard() {}

    /** What is not finite, as the beginning of a sentence. */
    static Optional<String> find(StepGradients computed, double gradientNorm) {
        for (Map.Entry<String, Double> term : computed.terms().entrySet()) {
            if (!Double.isFinite(term.getValue())) {
                return Optional.of("The loss term '" + term.getKey() + "' was " + term.getValue());
            }
        }
        return Double.isFinite(gradientNorm) ? Optional.empty() : Optional.of(describe(computed.gradients()));
    }

    private static String describe(Map<String, Tensor> gradients) {
        List<String> names = new ArrayList<>();
        gradients.forEach((name, gradient) -> {
            if (!Double.isFinite(Gradients.globalNorm(List.of(gradient)))) {
                names.add(name);
            }
        });
        if (names.isEmpty()) {
            return "The norm of all gradients together was too large for a float";
        }
        String more = names.size() > 1 ? " (and " + (names.size() - 1) + " more)" : "";
        return "The gradient of '" + names.get(0) + "'" + more + " was not finite";
    }
}
