package dev.jepa.core.train;

import dev.jepa.core.tensor.Tensor;
import java.util.Map;

/**
 * What a loss returns: the scalar that is minimised, and its parts for a reader to follow.
 *
 * <p>A loss with fixed parts returns a record of its own, whose components are {@code total} and the parts; one that is put together at
 * run time uses {@link #of}. Both are trained on by {@link StepGradients#of} and recorded under the parts' names.
 *
 * <pre>{@code
 * public record Terms(Tensor total, Tensor invariance, Tensor variance) implements LossTerms {}
 * }</pre>
 */
public interface LossTerms {
    /** What is minimised, one element: the weighted sum. */
    Tensor total();

    /**
     * The parts by name, one element each, unweighted; without the total. By default the record's components that are tensors, in
     * snake_case: {@code inverseDynamics} is recorded as {@code inverse_dynamics}.
     */
    default Map<String, Tensor> named() {
        return TensorComponents.of(this);
    }

    /** A sum and its parts, in the map's order. */
    static LossTerms of(Tensor total, Map<String, Tensor> named) {
        return new NamedTerms(total, named);
    }

    /** A loss of one part, which needs no name of its own. */
    static LossTerms of(Tensor total) {
        return new NamedTerms(total, Map.of());
    }
}
