package dev.jepa.core.train;

import dev.jepa.core.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The terms of a loss that is put together at run time. */
record NamedTerms(Tensor total, Map<String, Tensor> named) implements LossTerms {
    NamedTerms {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }
}
