package dev.jepa.core.config;

import java.lang.reflect.Modifier;

/** A record that is not the library's, by the name of its class. */
final class OwnChoice {
    private OwnChoice() {}

    /** Whether a type in a configuration is the name of a class; short names have no dot. */
    static boolean isClassName(String type) {
        return type.indexOf('.') > 0;
    }

    /**
     * The class from the thread's class path.
     *
     * @param key where it was named, for messages
     * @throws ConfigException if there is no such class, or it cannot stand in a configuration
     */
    static Class<?> find(String name, Class<?> kind, String key) {
        Class<?> type = load(name, key);
        if (!kind.isAssignableFrom(type)) {
            throw wrong(key, type, "does not implement " + kind.getName());
        } else if (!type.isRecord()) {
            throw wrong(key, type, "is not a record, whose components would be its keys");
        } else if (!isPublic(type)) {
            throw wrong(key, type, "is not public");
        }
        return type;
    }

    private static Class<?> load(String name, String key) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        for (String binaryName = name; ; binaryName = nested(binaryName)) {
            try {
                return Class.forName(binaryName, true, loader);
            } catch (ClassNotFoundException e) {
                if (nested(binaryName).equals(binaryName)) {
                    throw new ConfigException(
                            key + " is " + name
                                    + ", but there is no such class on the class path.\nMaybe its jar is missing.",
                            e);
                }
            } catch (LinkageError e) {
                throw new ConfigException(
                        key + " is " + name + ", which cannot be loaded: " + e.getMessage()
                                + ".\nMaybe it was compiled against another version.",
                        e);
            }
        }
    }

    /** {@code a.Outer.Inner} as {@code a.Outer$Inner}, as Java names classes within classes. */
    private static String nested(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot) + "$" + name.substring(dot + 1);
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }

    private static ConfigException wrong(String key, Class<?> type, String what) {
        return new ConfigException(key + " is " + type.getName() + ", which " + what + ".");
    }
}
