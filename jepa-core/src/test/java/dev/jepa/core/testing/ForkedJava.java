package dev.jepa.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a main class did in a Java of its own, on this class path: for what may end the process.
 *
 * @param exitCode -1 when it did not end within two minutes
 * @param output what it printed on both streams
 */
public record ForkedJava(int exitCode, String output) {
    private static final int PATIENCE_SECONDS = 120;

    /** Runs a main class in an empty folder, with options for Java. */
    public static ForkedJava run(Path folder, Class<?> main, String... options) throws IOException {
        return run(folder, System.getProperty("java.class.path"), Map.of("DJL_OFFLINE", "true"), main, options);
    }

    /** As above, on a class path and with no variables of this process that DJL reads but the given ones. */
    public static ForkedJava run(
            Path folder, String classPath, Map<String, String> environment, Class<?> main, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:ErrorFile=" + folder.resolve("crash")));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, main.getName()));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("DJL_OFFLINE", "OPT_OUT_TRACKING"));
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new ForkedJava(ended ? process.exitValue() : -1, Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ForkedJava(-1, Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
