package dev.jepa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives each number of a configuration values that it cannot have: the record must refuse them in a message that names the component,
 * or (0 and huge counts only) be made.
 */
public final class ConfigurationBounds {
    private static final List<Number> INTS = List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<Number> LONGS = List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
    private static final List<Number> DOUBLES =
            List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300);

    private ConfigurationBounds() {}

    /**
     * Tries wrong numbers in place of each of a valid configuration's.
     *
     * @param unbounded components that may be infinite
     */
    public static void check(Record valid, Set<String> unbounded) {
        RecordComponent[] components = valid.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            for (Object wrong : wrongFor(value(components[i], valid))) {
                Object[] values =
                        Arrays.stream(components).map(c -> value(c, valid)).toArray();
                values[i] = wrong;
                String what = valid.getClass().getName() + " with " + name + " = " + wrong;
                String refusal = refusal(valid.getClass(), components, values, what);
                if (refusal.isEmpty()) {
                    assertThat(mayBeMade(wrong, unbounded.contains(name)))
                            .as(what)
                            .isTrue();
                } else {
                    assertThat(refusal).as(what).contains(name).contains("Maybe");
                }
            }
        }
    }

    /** All records of a package and those below it that hold a number and no tensor. */
    public static Set<Class<?>> configurations(Class<?> module, String packageName) {
        try {
            Path root = Path.of(
                    module.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(root.resolve(packageName.replace('.', '/')))) {
                Set<Class<?>> found = new java.util.LinkedHashSet<>();
                for (Path file : files.filter(f -> f.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    if (type.isRecord() && holdsNumber(type)) {
                        found.add(type);
                    }
                }
                return found;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean holdsNumber(Class<?> type) {
        List<Class<?>> types = Arrays.stream(type.getRecordComponents())
                .<Class<?>>map(RecordComponent::getType)
                .toList();
        return Stream.of(int.class, long.class, double.class).anyMatch(types::contains);
    }

    private static boolean mayBeMade(Object wrong, boolean unbounded) {
        if (wrong instanceof Double number) {
            return number == 0 || number == 1e300 || (unbounded && number == Double.POSITIVE_INFINITY);
        }
        return !(wrong instanceof Number number) || number.longValue() >= 0;
    }

    private static List<Object> wrongFor(Object value) {
        List<Object> wrong = new ArrayList<>();
        if (value instanceof Integer) {
            wrong.addAll(INTS);
        } else if (value instanceof Long) {
            wrong.addAll(LONGS);
        } else if (value instanceof Double) {
            wrong.addAll(DOUBLES);
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Number first) {
            wrong.add(List.of());
            wrongFor(first).forEach(number -> wrong.add(Collections.nCopies(list.size(), number)));
        }
        return wrong;
    }

    private static Object value(RecordComponent component, Record from) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The message with which these values are refused, or nothing. */
    private static String refusal(Class<?> type, RecordComponent[] components, Object[] values, String what) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            constructor.newInstance(values);
            return "";
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).as(what).isExactlyInstanceOf(IllegalArgumentException.class);
            return String.valueOf(e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(what, e);
        }
    }
}
