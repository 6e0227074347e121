package dev.jepa.core.train;

import dev.jepa.core.optim.Gradients;
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
        if (Double.isFinite(gradientNorm)) {
            return Optional.empty();
        }
        List<String> names = List.copyOf(computed.gradients().keySet());
        return Gradients.describeNonFinite(names, computed.list())
                .or(() -> Optional.of("The norm of all gradients together was too large for a float"));
    }
}
