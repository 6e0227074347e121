package dev.jepa.core.tensor;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts DJL without what nobody asked for: it would ask a cloud's metadata address who it runs for, and download native
 * libraries that are not on the class path.
 *
 * <p>DJL's own switches are set while it starts, and taken back afterwards; whoever has set one keeps it.
 */
final class EngineStart {
    private static final List<Switch> SWITCHES = List.of(
            new Switch("OPT_OUT_TRACKING", "true", "OPT_OUT_TRACKING", "OPT_OUT_TRACKING"),
            new Switch("ai.djl.offline", "true", "DJL_OFFLINE", "offline"),
            // For one line of the log; scripts of this library are never optimised, blocks of DJL read it later.
            new Switch("ai.djl.pytorch.graph_optimizer", "false", "", ""),
            // For five lines more, on slf4j's simple logger; its users may set either level. Others have files for
            // their levels.
            new Switch("org.slf4j.simpleLogger.log.ai.djl", "error", "", "org.slf4j.simpleLogger.defaultLogLevel"));

    private static volatile @Nullable Object library;

    private EngineStart() {}

    /**
     * The object of DJL that holds its native functions; starts the engine at the first call. {@link LibTorch} binds to it when its
     * class is initialised, where an exception would be lost: who may be the first to need LibTorch asks here before.
     *
     * @throws EngineUnavailableException when it cannot be started
     */
    static Object library() {
        Object known = library;
        if (known == null) {
            known = quietly(EngineStart::load);
            library = known;
        }
        return known;
    }

    private static Object load() {
        OpenMp.spinBriefly();
        try {
            Engine engine = Engine.getEngine("PyTorch");
            Class<?> type = Class.forName(
                    "ai.djl.pytorch.jni.PyTorchLibrary", true, engine.getClass().getClassLoader());
            Field field = type.getDeclaredField("LIB");
            field.setAccessible(true);
            return field.get(null);
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            throw new EngineUnavailableException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of DJL's PyTorch engine is not supported.\nMaybe use ai.djl 0.36.0 or 0.29.0.", e);
        }
    }

    /** Runs what loads DJL's classes or its engine. */
    static synchronized <T> T quietly(Supplier<T> start) {
        List<Switch> ours = new ArrayList<>();
        try {
            for (Switch each : SWITCHES) {
                if (!each.isAnswered()) {
                    System.setProperty(each.property, each.value);
                    ours.add(each);
                }
            }
            return start.get();
        } finally {
            ours.forEach(each -> System.clearProperty(each.property));
        }
    }

    /** A property of DJL, the value that it gets here, and the variable and other property by which a user answers it too. */
    private record Switch(String property, String value, String variable, String alias) {
        boolean isAnswered() {
            return System.getProperty(property) != null
                    || (!variable.isEmpty() && System.getenv(variable) != null)
                    || (!alias.isEmpty() && System.getProperty(alias) != null);
        }
    }
}
