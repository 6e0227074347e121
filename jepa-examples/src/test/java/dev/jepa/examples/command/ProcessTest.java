package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can only be seen from outside a process: signals, a full disk, a class path without natives. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and file limits are those of Unix")
class ProcessTest {
    @TempDir
    private Path folder;

    private static List<String> java(String classPath, Object... arguments) {
        return JavaCommand.of(classPath, TinyJepa.class, List.of(), arguments);
    }

    private TinyJepa.Outcome finish(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as("the process ends")
                .isTrue();
        return new TinyJepa.Outcome(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("OPT_OUT_TRACKING", "true");
        return builder.start();
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalSavesAndSaysHowToGoOn(String signal, int code) throws Exception {
        Path run = folder.resolve("run");
        Process process = start(java(
                JavaCommand.CLASS_PATH,
                "train",
                "tiny",
                "--out",
                run,
                "--set",
                "steps=1000000",
                "--set",
                "pauseMillis=20"));
        Path metrics = run.resolve("metrics.jsonl");
        for (int i = 0; i < 600 && process.isAlive() && (!Files.exists(metrics) || Files.size(metrics) == 0); i++) {
            Thread.sleep(100);
        }
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        TinyJepa.Outcome outcome = finish(process);

        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).contains("the checkpoint is saved.", "Go on with: jepa train tiny --resume " + run);
        assertThat(outcome.out()).as("results").isEmpty();
        long steps = Files.lines(metrics).count();
        assertThat(run.resolve(String.format("checkpoints/step-%08d.json", steps)))
                .exists();
    }

    /** A recording that was stopped has no folder yet; the same command goes on, another one begins anew. */
    @ParameterizedTest
    @ValueSource(strings = {"-INT", "-KILL"})
    void aRecordingThatWasStoppedDoesNotBlockTheNext(String signal) throws Exception {
        Path set = folder.resolve("set");
        Path shard = folder.resolve(".set.unfinished/shard-00001.safetensors");
        String record = "data trajectories --world pendulum --observe state --shard 10 --out " + set;
        Process process = start(java(JavaCommand.CLASS_PATH, (Object[]) (record + " --episodes 500000").split(" ")));
        for (int i = 0; i < 600 && process.isAlive() && !Files.exists(shard); i++) {
            Thread.sleep(100);
        }
        assertThat(shard).exists();
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
        assertThat(finish(process).code()).isNotZero();
        assertThat(set).doesNotExist();

        TinyJepa.Outcome next = TinyJepa.run((Object[]) (record + " --episodes 12").split(" "));
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(set.resolve("shard-00001.safetensors")).exists();
        assertThat(shard.getParent()).doesNotExist();
    }

    @Test
    void aFullDiskIsSaidInOneLineAndTheLastCheckpointStands() throws Exception {
        Path run = folder.resolve("run");
        TinyJepa.run("train", "tiny", "--out", run, "--steps", 2, "--set", "width=256");
        byte[] before = Files.readAllBytes(run.resolve("checkpoints/step-00000002.safetensors"));

        // No file may grow beyond 64 KiB: the next checkpoint, of 768 KiB, does not fit.
        String limited = java(JavaCommand.CLASS_PATH, "train", "tiny", "--resume", run).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ", "ulimit -f 64; exec ", ""));
        TinyJepa.Outcome outcome = finish(start(List.of("bash", "-c", limited)));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.message()).hasSizeBetween(1, 2);
        assertThat(outcome.message().get(0)).contains("step-00000004.safetensors could not be written: ");
        assertThat(run.resolve("checkpoints/step-00000002.safetensors")).hasBinaryContent(before);
        assertThat(run.resolve("checkpoints")).isDirectoryNotContaining("glob:**.partial");
        assertThat(TinyJepa.run("train", "tiny", "--resume", run).code()).isZero();
    }

    @Test
    void withoutANativeLibraryTheMessageNamesWhatToAdd() throws Exception {
        String without = Arrays.stream(JavaCommand.CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.contains("pytorch-native") && !entry.contains("pytorch-jni"))
                .collect(Collectors.joining(File.pathSeparator));
        TinyJepa.Outcome outcome = finish(start(java(without, "train", "tiny", "--out", folder.resolve("run"))));

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines().filter(line -> line.startsWith("jepa: ")))
                .singleElement()
                .asString()
                .contains("LibTorch could not be started");
        assertThat(outcome.err().lines().toList())
                .last()
                .asString()
                .startsWith("Maybe add ai.djl.pytorch:pytorch-native-cpu");
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(folder.resolve("run")).doesNotExist();

        TinyJepa.Outcome doctor = finish(start(java(without, "doctor")));
        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out()).contains("ok    Java", "FAIL  LibTorch        LibTorch could not be started");
    }

    @Test
    void debugShowsTheStackTrace() throws Exception {
        TinyJepa.Outcome outcome = finish(start(java(JavaCommand.CLASS_PATH, "train", "tyny", "--debug")));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("\tat dev.jepa.examples.recipe.Recipes.find");
        assertThat(outcome.err().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
