package dev.jepa.core.train;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one step computed before anything changes.
 *
 * @param terms the loss, total first, and its parts, by name
 * @param gradients by parameter name, in the order of the optimiser's parameters
 * @param examples the number of examples in the batch
 * @param waited how long the step stood still until its data were there
 */
public record StepGradients(Map<String, Double> terms, Map<String, Tensor> gradients, int examples, Duration waited) {
    public StepGradients {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
        gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }

    /**
     * The gradients of a loss for named parameters, zero where it does not depend on one; the terms are recorded as {@code loss} and
     * the names of its parts.
     */
    public static StepGradients of(LossTerms loss, Map<String, Tensor> parameters, int examples, Duration waited) {
        Map<String, Double> terms = new LinkedHashMap<>();
        terms.put("loss", loss.total().item());
        loss.named().forEach((name, term) -> terms.put(name, term.item()));
        List<Tensor> computed = Autograd.gradientsOrZero(loss.total(), List.copyOf(parameters.values()));
        Map<String, Tensor> named = new LinkedHashMap<>();
        int i = 0;
        for (String name : parameters.keySet()) {
            named.put(name, computed.get(i++));
        }
        return new StepGradients(terms, named, examples, waited);
    }

    /** The gradients in order, as {@code Optimizer.step} takes them. */
    public List<Tensor> list() {
        return List.copyOf(gradients.values());
    }
}
