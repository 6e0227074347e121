package dev.jepa.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the binder needs to know about a record: components, constructors, and the choices of a sealed interface. */
final class Reflection {
    /** The JSON key that names the record chosen; therefore no component may be called so. */
    static final String TYPE = "type";

    private Reflection() {}

    static List<RecordComponent> components(Class<?> type) {
        List<RecordComponent> components = Arrays.asList(type.getRecordComponents());
        for (RecordComponent component : components) {
            if (component.getName().equals(TYPE)) {
                throw new IllegalStateException("The record " + type.getName() + " has a component 'type', which is "
                        + "reserved for the choice of a sealed interface.\nMaybe call it 'kind'.");
            }
        }
        return components;
    }

    static List<String> names(Class<?> type) {
        return components(type).stream().map(RecordComponent::getName).toList();
    }

    /** Whether a configuration says of this interface which of its records it holds. */
    static boolean hasChoices(Class<?> type) {
        return type.isSealed() || isOpen(type);
    }

    /** Whether records that are not the library's may stand for this interface. */
    static boolean isOpen(Class<?> type) {
        return type.isAnnotationPresent(OpenChoice.class);
    }

    /** Whether the record is one of an interface's choices, so that its JSON must say which. */
    static boolean isChoice(Class<?> record) {
        return Arrays.stream(record.getInterfaces()).anyMatch(Reflection::hasChoices);
    }

    /** What JSON calls this choice: the short name of the library's own, else the class. */
    static String typeName(Class<?> record) {
        boolean own = Arrays.stream(record.getInterfaces()).anyMatch(Class::isSealed);
        return own ? KebabCase.ofType(record) : record.getName();
    }

    /** The records that come with the library for an interface, by their names in JSON. */
    static Map<String, Class<?>> choices(Class<?> type) {
        Class<?> sealed = isOpen(type) ? type.getAnnotation(OpenChoice.class).value() : type;
        Map<String, Class<?>> choices = new LinkedHashMap<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                choices.put(KebabCase.ofType(permitted), permitted);
            } else if (permitted.isSealed()) {
                choices.putAll(choices(permitted));
            } else {
                throw new IllegalStateException(permitted.getName() + " is permitted by the sealed interface "
                        + sealed.getName() + " of a configuration but is not a record.");
            }
        }
        return choices;
    }

    static Object value(Record config, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component + " of " + config + ".", e);
        }
    }

    static Object create(Class<?> type, List<Object> arguments) throws InvocationTargetException {
        Class<?>[] parameters =
                components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        return invoke(type, parameters, arguments.toArray());
    }

    /** The record of the constructor without arguments, if there is one beside the canonical constructor. */
    static Optional<Record> defaults(Class<?> type) {
        boolean present = Arrays.stream(type.getDeclaredConstructors()).anyMatch(c -> c.getParameterCount() == 0);
        if (!present) {
            return Optional.empty();
        }
        try {
            return Optional.of((Record) invoke(type, new Class<?>[0], new Object[0]));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("The defaults of " + type.getName() + " are invalid.", e);
        }
    }

    private static Object invoke(Class<?> type, Class<?>[] parameters, Object[] arguments)
            throws InvocationTargetException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("Cannot create a " + type.getName() + ".", e);
        }
    }
}
