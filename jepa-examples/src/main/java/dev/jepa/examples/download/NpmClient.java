package dev.jepa.examples.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This machine's npm client, with whatever registry it is set up for. */
final class NpmClient {
    private static final int MINUTES = 10;

    private NpmClient() {}

    /** Downloads a package; the result is its {@code .tgz} in the folder. */
    static Path pack(String packageAndVersion, Path folder) throws IOException, InterruptedException {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Path output = folder.resolve("npm.log");
        List<String> command = List.of(
                windows ? "npm.cmd" : "npm",
                "pack",
                "--silent",
                "--fetch-retries=1",
                "--fetch-timeout=60000",
                packageAndVersion);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("the npm client is not installed", e);
        }
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("npm took more than %d minutes".formatted(MINUTES));
            }
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException("npm failed with exit code %d%s".formatted(process.exitValue(), lastLine(output)));
        }
        return onlyArchive(folder);
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
    }

    private static Path onlyArchive(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm left no archive"));
        }
    }
}
