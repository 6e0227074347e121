package dev.jepa.core.tensor;

import java.util.Locale;

/**
 * Where a tensor's memory is: the CPU or one GPU.
 *
 * @param type CPU or GPU
 * @param index number of the GPU, 0 for the CPU
 */
public record Device(Type type, int index) {
    /** Kinds of device. */
    public enum Type {
        CPU,
        GPU
    }

    /** The CPU. */
    public static final Device CPU = new Device(Type.CPU, 0);

    public Device {
        if (index < 0 || (type == Type.CPU && index != 0)) {
            throw new IllegalArgumentException(
                    "A device index must be >= 0, and 0 for the CPU, but was " + index + ".");
        }
    }

    /** GPU number {@code index}. */
    public static Device gpu(int index) {
        return new Device(Type.GPU, index);
    }

    /**
     * Reads {@code cpu}, {@code gpu0}, {@code gpu1} …
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Device parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("cpu")) {
            return CPU;
        }
        if (name.matches("gpu[0-9]{1,3}")) {
            return gpu(Integer.parseInt(name.substring(3)));
        }
        throw new IllegalArgumentException(
                "device must be auto, cpu, gpu0, gpu1 … but was '" + text + "'.\nMaybe you meant gpu0.");
    }

    /** LibTorch's spelling, {@code cpu} or {@code cuda:0}, of a device that is there. */
    String torchName() {
        Compute.requirePresent(this);
        return type == Type.CPU ? "cpu" : "cuda:" + index;
    }

    @Override
    public String toString() {
        return type == Type.CPU ? "cpu" : "gpu" + index;
    }
}
