package dev.jepa.examples.command;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.recipe.UsageException;

/** Reads {@code --device}. */
final class Devices {
    private Devices() {}

    /** The device of this name; a name that is none, or a GPU that is not there, is wrong use. */
    static Device parse(String name) {
        if (name.equals("auto")) {
            return Compute.auto();
        }
        Device device = named(name);
        try {
            return Compute.device(device.toString());
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    e, "Maybe use --device cpu, or JEPA_PROFILE=cu121 ./jepa … on a machine with a CUDA driver.");
        }
    }

    private static Device named(String name) {
        try {
            return Device.parse(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
