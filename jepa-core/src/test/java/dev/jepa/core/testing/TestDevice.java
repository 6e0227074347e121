package dev.jepa.core.testing;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Device;

/**
 * Where tests of operations, layers, losses and parity compute: the CPU, or the device of {@code -Djepa.device=gpu0}.
 *
 * <p>{@link FiniteDifference} and {@link Fixtures} put their tensors there; tests make modules by {@code
 * Init.of(seed).on(TestDevice.get())} and move what they make themselves.
 */
public final class TestDevice {
    private static final Device DEVICE = Compute.device(System.getProperty("jepa.device", "cpu"));

    private TestDevice() {}

    /** The device under test. */
    public static Device get() {
        return DEVICE;
    }
}
