package dev.jepa.core.tensor;

/** LibTorch could not be started: no native library for this platform, or a DJL set that does not fit together. */
public final class EngineUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineUnavailableException(Throwable cause) {
        super(
                "LibTorch could not be started on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
                        + ": " + rootMessage(cause)
                        + "\nMaybe add ai.djl.pytorch:pytorch-native-cpu:2.7.1 (classifier linux-x86_64, linux-aarch64,"
                        + " osx-aarch64 or win-x86_64) and ai.djl.pytorch:pytorch-jni:2.7.1-0.36.0 to the class path,"
                        + " or let DJL download them: java -Dai.djl.offline=false.",
                cause);
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        // "Offline mode is enabled.", in DJL 0.29.0 "Offline model is enabled."
        if (message != null && message.startsWith("Offline mode")) {
            return "its native libraries are not on the class path, and nothing is downloaded unasked.";
        }
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
