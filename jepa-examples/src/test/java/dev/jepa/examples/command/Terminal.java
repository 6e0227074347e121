package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command in a pseudo-terminal of its own, made by {@code script} of util-linux or of macOS: what is typed, and what is seen. */
final class Terminal implements AutoCloseable {
    private static final char CONTROL_C = 3;

    private final Process process;
    private final Path seen;
    private final OutputStream keyboard;

    private Terminal(Process process, Path seen) {
        this.process = process;
        this.seen = seen;
        this.keyboard = process.getOutputStream();
    }

    static boolean isThere() {
        return !System.getProperty("os.name").startsWith("Windows")
                && List.of("/usr/bin/script", "/bin/script").stream()
                        .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    /**
     * Starts a command in a terminal of so many columns. Before and after it the terminal's settings are shown, and after it the
     * exit code.
     */
    static Terminal start(Path folder, int columns, List<String> command) throws IOException {
        Path commands = folder.resolve("commands.sh");
        Path seen = folder.resolve("seen");
        String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        // The shell ignores Ctrl-C in a trap of its own, so that it lives to tell the exit code.
        Files.writeString(commands, """
                stty cols %d
                stty -a >'%s'
                trap : INT
                %s
                echo "exit code $?"
                stty -a >'%s'
                """.formatted(columns, folder.resolve("before"), line, folder.resolve("after")));
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        List<String> script = mac
                ? List.of("script", "-q", "/dev/null", "bash", commands.toString())
                : List.of("script", "-q", "-f", "-c", "bash '" + commands + "'", "/dev/null");
        ProcessBuilder builder =
                new ProcessBuilder(script).redirectErrorStream(true).redirectOutput(seen.toFile());
        builder.environment().put("OPT_OUT_TRACKING", "true");
        builder.environment().put("TERM", "xterm");
        return new Terminal(builder.start(), seen);
    }

    /** All that has been written to the terminal. */
    String text() throws IOException {
        return Files.exists(seen) ? Files.readString(seen, StandardCharsets.UTF_8) : "";
    }

    /** Waits until something can be read. */
    Terminal await(String text) throws Exception {
        for (int i = 0; i < 1200 && process.isAlive() && !text().contains(text); i++) {
            Thread.sleep(100);
        }
        assertThat(text()).contains(text);
        return this;
    }

    Terminal controlC() throws IOException {
        keyboard.write(CONTROL_C);
        keyboard.flush();
        return this;
    }

    /** What was seen, when the command has ended. */
    String ended() throws Exception {
        await("exit code ");
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the terminal closes")
                .isTrue();
        Path folder = seen.resolveSibling("before");
        assertThat(seen.resolveSibling("after")).hasSameTextualContentAs(folder);
        return text();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
