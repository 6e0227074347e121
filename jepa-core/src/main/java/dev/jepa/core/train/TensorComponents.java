package dev.jepa.core.train;

import dev.jepa.core.tensor.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The parts of a loss as the components of its record. */
final class TensorComponents {
    private static final String TOTAL = "total";

    private static final ClassValue<Map<String, Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return accessors(type);
        }
    };

    private TensorComponents() {}

    static Map<String, Tensor> of(LossTerms terms) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        ACCESSORS.get(terms.getClass()).forEach((name, accessor) -> named.put(name, value(terms, accessor)));
        return Collections.unmodifiableMap(named);
    }

    private static Map<String, Method> accessors(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalStateException(
                    type.getName() + " has no components to take its terms from: it is no record."
                            + "\nMaybe override named(), or return LossTerms.of(total, named).");
        }
        Map<String, Method> accessors = new LinkedHashMap<>();
        for (RecordComponent component : components) {
            if (component.getType() == Tensor.class && !component.getName().equals(TOTAL)) {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true); // a record may be private to the code that trains
                accessors.put(snakeCase(component.getName()), accessor);
            }
        }
        return accessors;
    }

    private static Tensor value(LossTerms terms, Method accessor) {
        try {
            return (Tensor) accessor.invoke(terms);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The term " + accessor.getName() + " of a loss cannot be read.", e);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
