package dev.jepa.core.tensor;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.atomic.AtomicBoolean;

/** The machine's devices and thread settings, and what LibTorch was found. */
public final class Compute {
    private Compute() {}

    /** The first GPU when LibTorch can use one, else the CPU. */
    public static Device auto() {
        return gpuCount() > 0 ? Device.gpu(0) : Device.CPU;
    }

    /**
     * A device by name: {@code auto}, {@code cpu}, {@code gpu0} …
     *
     * @throws IllegalArgumentException for another name, or a GPU that is not there
     */
    public static Device device(String name) {
        if (name.equals("auto")) {
            return auto();
        }
        Device device = Device.parse(name);
        requirePresent(device);
        return device;
    }

    static void requirePresent(Device device) {
        if (device.type() == Device.Type.GPU && device.index() >= gpuCount()) {
            throw new IllegalArgumentException(
                    "device " + device + " is not there: LibTorch " + version() + " sees " + gpuCount()
                            + " GPUs.\nMaybe use the CPU, or LibTorch's build for CUDA on a machine with a CUDA driver.");
        }
    }

    /** The number of GPUs that LibTorch can use. */
    public static int gpuCount() {
        EngineStart.library();
        return Gpus.COUNT;
    }

    /** Counted once: every transfer to a GPU asks. */
    private static final class Gpus {
        static final int COUNT = count();

        private static int count() {
            Engine engine = engine();
            return engine.hasCapability("CUDA") ? engine.getGpuCount() : 0;
        }
    }

    /** The version of LibTorch. */
    public static String version() {
        EngineStart.library();
        return engine().getVersion();
    }

    /** The version of DJL. */
    public static String djlVersion() {
        return EngineStart.quietly(Engine::getDjlVersion);
    }

    /** Threads that one operation may use. */
    public static int threads() {
        EngineStart.library();
        return JniUtils.getNumThreads();
    }

    /** Sets how many threads one operation may use; results may differ in the last bits between settings. */
    public static void setThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1 but was " + threads + ".");
        }
        EngineStart.library();
        JniUtils.setNumThreads(threads);
    }

    /**
     * Keeps a shutdown of the process waiting until the hold is closed. Without one, tensors are out of reach from its beginning:
     * a shutdown hook that computes must hold the exit before.
     */
    public static ExitHold holdExit() {
        return new ExitHold();
    }

    /** See {@link #holdExit}; may be closed more than once. */
    public static final class ExitHold implements AutoCloseable {
        private final AtomicBoolean open = new AtomicBoolean(true);

        private ExitHold() {
            ExitGuard.hold();
        }

        @Override
        public void close() {
            if (open.getAndSet(false)) {
                ExitGuard.release();
            }
        }
    }

    private static Engine engine() {
        return Engine.getEngine("PyTorch");
    }
}
