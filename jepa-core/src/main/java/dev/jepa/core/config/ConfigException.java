package dev.jepa.core.config;

/** A configuration that cannot be: its message names the key, its value, what is allowed, and the nearest key. */
public final class ConfigException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }

    ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
