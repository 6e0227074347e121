package dev.jepa.examples.command;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.recipe.UsageException;

/** Reads {@code --device}. */
final class Devices {
    private Devices() {}

    /** The device of this name; a name that is none, or a GPU that is not there, is wrong use. */
    static Device parse(String name) {
        try {
            return Compute.device(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
