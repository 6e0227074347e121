package dev.jepa.core.train;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Signals that come after the one that began the shutdown, which the virtual machine by itself ignores.
 *
 * <p>Only called during a shutdown, so that no handler of anyone else is replaced that could still be of use. By reflection,
 * since the compiler has no way to allow {@code sun.misc.Signal}, which is all that Java has for signals.
 */
final class FurtherSignals {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private FurtherSignals() {}

    /** Runs an action at each further Ctrl-C or SIGTERM, where the virtual machine lets a program hear of them. */
    static void each(Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        action.run();
                        return null;
                    });
            Method handle = type.getMethod("handle", type, handlerType);
            for (String name : NAMES) {
                handle.invoke(null, type.getConstructor(String.class).newInstance(name), handler);
            }
        } catch (ReflectiveOperationException e) {
            return; // a Java without it, or started with -Xrs: a second signal changes nothing then
        }
    }
}
