package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a copy of the repository's layout that counts as built, under a path with spaces. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash", "cat", "dirname", "find", "flock", "head", "mkdir", "mktemp", "readlink", "rm", "sed", "touch");

    @TempDir
    private Path folder;

    private Path root;
    private Path built;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(folder.resolve("my clone"));
        Files.copy(Path.of("../jepa"), root.resolve("jepa"));
        root.resolve("jepa").toFile().setExecutable(true);
        Files.writeString(root.resolve("pom.xml"), "");
        Files.createDirectories(root.resolve("jepa-core/src/main"));
        Files.createDirectories(root.resolve("jepa-examples/target"));
        Files.writeString(root.resolve("jepa-core/pom.xml"), "");
        Files.writeString(root.resolve("jepa-core/src/main/A.java"), "");
        built = root.resolve("jepa-examples/target/run-default.classpath");
        // A module without sources has no folder of classes, which the launcher would build.
        Files.writeString(
                built,
                Stream.of(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> !entry.isEmpty() && Files.exists(Path.of(entry)))
                        .collect(Collectors.joining(":")));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private record Outcome(int code, String text) {}

    private Outcome run(Path workingFolder, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(workingFolder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    /** A PATH with the tools that the script needs, and without Maven. */
    private String pathWithoutMaven() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        // Small scripts rather than links, which JUnit would warn of when it deletes the folder.
        for (String tool : TOOLS) {
            for (String place : new String[] {"/usr/bin", "/bin"}) {
                Path script = bin.resolve(tool);
                if (Files.exists(Path.of(place, tool)) && !Files.exists(script)) {
                    Files.writeString(script, "#!/bin/sh\nexec " + place + "/" + tool + " \"$@\"\n");
                    script.toFile().setExecutable(true);
                }
            }
        }
        return bin.toString();
    }

    @Test
    void runsFromAnyFolderThroughSymbolicLinksWithSpaces() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("some where/deep"));
        Files.createSymbolicLink(folder.resolve("some where/first link"), root.resolve("jepa"));
        Files.createSymbolicLink(elsewhere.resolve("second link"), Path.of("../first link")); // relative

        Outcome outcome = run(elsewhere, Map.of(), "./second link", "--version");

        assertThat(outcome.text()).startsWith("jepa ").hasLineCount(1);
        assertThat(outcome.code()).isZero();
    }

    @Test
    void passesArgumentsAndExitCodesOn() throws Exception {
        Outcome outcome = run(folder, Map.of(), root.resolve("jepa").toString(), "train", "a recipe  with spaces");
        assertThat(outcome.text()).contains("There is no recipe 'a recipe  with spaces'.");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void namesThatAreNotAsciiAreReadWithoutAUtf8Locale() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this test's own locale has no such names");
        String jepa = root.resolve("jepa").toString();
        for (Map<String, String> environment : List.of(
                Map.of("LC_ALL", "C"),
                Map.of("LC_ALL", "POSIX", "PATH", pathWithoutMaven()), // and without the command 'locale'
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", ""),
                Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "xx_XX.UTF-8"))) { // a locale that is not installed
            Outcome outcome = run(folder, environment, jepa, "inspect", "donn\u00e9es/\u753b.safetensors");
            assertThat(outcome.text()).as("%s", environment).contains("donn\u00e9es/\u753b.safetensors does not exist");
        }
    }

    @Test
    void honoursJavaOptions() throws Exception {
        Outcome outcome = run(
                folder,
                Map.of("JEPA_JAVA_OPTS", "-Xmx64m -XshowSettings:vm"),
                root.resolve("jepa").toString(),
                "--version");
        assertThat(outcome.text()).containsPattern("Max. Heap Size: 6[0-9]");
    }

    @Test
    void aProfileThatDoesNotExistIsWrongUse() throws Exception {
        Outcome outcome = run(
                folder, Map.of("JEPA_PROFILE", "cu999"), root.resolve("jepa").toString(), "--version");
        assertThat(outcome.text()).startsWith("jepa: JEPA_PROFILE must be djl-0.29, cu121 or empty but is 'cu999'.");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrSomethingBuiltIsMissingOrTheProfileIsAnother() throws Exception {
        Map<String, String> environment = Map.of("PATH", pathWithoutMaven());
        String jepa = root.resolve("jepa").toString();
        assertThat(run(folder, environment, jepa, "--version").code())
                .as("nothing to build")
                .isZero();

        Outcome other = run(folder, Map.of("PATH", pathWithoutMaven(), "JEPA_PROFILE", "djl-0.29"), jepa, "--version");
        assertThat(other.text()).startsWith("jepa: there is no Maven ('mvn') on the PATH.\nMaybe install Maven");
        assertThat(other.code()).isEqualTo(1);

        Path source = root.resolve("jepa-core/src/main/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(120)));
        assertThat(run(folder, environment, jepa, "--version").text()).contains("there is no Maven");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(120)));
        assertThat(run(folder, environment, jepa, "--version").code()).isZero();

        Files.writeString(built, Files.readString(built) + ":" + root.resolve("gone.jar"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(folder, environment, jepa, "--version").text()).contains("there is no Maven");
    }

    /** A class path cannot hold such a folder. */
    @Test
    void aColonInThePathIsNamedAtOnce() throws Exception {
        Path below = Files.createDirectories(folder.resolve("at 12:30/clone"));
        Files.copy(Path.of("../jepa"), below.resolve("jepa"));
        Outcome outcome = run(folder, Map.of(), "bash", below.resolve("jepa").toString(), "--help");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text().lines())
                .hasSize(2)
                .first()
                .isEqualTo("jepa: Java cannot run what lies below a folder with ':' in its name, as in "
                        + below.toRealPath() + ".");
    }
}
