package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.tensor.TensorScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed at any moment and resumed end with the parameters of one that was never killed, bit for bit. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledRunTest {
    private static final int ATTEMPTS = 6;

    @TempDir
    private Path folder;

    private final List<String> output = new ArrayList<>();

    @Test
    void killedBeforeBetweenAndDuringCheckpoints() throws Exception {
        killAfter("step 2");
        assertThat(TrainingProcess.checkpoints(folder).newest()).isEmpty();
        killAfter("step 7");
        assertThat(TrainingProcess.checkpoints(folder).newest().orElseThrow().step())
                .isEqualTo(4);
        boolean during = false;
        for (int attempt = 0; attempt < ATTEMPTS && !during; attempt++) {
            during = killWhileWriting();
        }
        assertThat(during)
                .as("one kill fell into the writing of a checkpoint:\n%s", output)
                .isTrue();
        finish();
        assertSameAsNeverKilled();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void interruptedRunsSaveTheirLastStep() throws Exception {
        Process process = TrainingProcess.start(folder);
        readUntil(process, "step 6");
        process.toHandle().destroy(); // SIGTERM: like Ctrl-C it runs the shutdown hooks
        readUntil(process, null);
        process.waitFor();
        long last = output.stream().filter(line -> line.startsWith("step ")).count();
        assertThat(TrainingProcess.checkpoints(folder).newest().orElseThrow().step())
                .isEqualTo(last);
        assertThat(output.get(output.size() - 2)).startsWith("Stopped after " + last + " of 24 steps");
        finish();
        assertSameAsNeverKilled();
    }

    /** A limit on the size of files stands for a full disk: the write fails half-way, and the run says so. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatRefusesLeavesTheCheckpointsAsTheyWere() throws Exception {
        killAfter("step 5");
        Process process = TrainingProcess.start(folder, "bash", "-c", "ulimit -f 2000; exec \"$@\"", "bash");
        readUntil(process, null);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output.toString()).contains("step-00000008.safetensors could not be written: ");
        assertThat(files()).containsExactly("step-00000004.json", "step-00000004.safetensors");
        finish();
        assertSameAsNeverKilled();
    }

    private void killAfter(String line) throws Exception {
        Process process = TrainingProcess.start(folder);
        readUntil(process, line);
        kill(process);
    }

    /** Kills as soon as a temporary file is seen; true if the file, or tensors without a description, stayed behind. */
    private boolean killWhileWriting() throws Exception {
        Process process = TrainingProcess.start(folder);
        readUntil(process, "begin");
        while (process.isAlive() && files().stream().noneMatch(name -> AtomicFiles.isLeftover(Path.of(name)))) {
            Thread.onSpinWait();
        }
        kill(process);
        return files().stream().anyMatch(name -> AtomicFiles.isLeftover(Path.of(name)));
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly(); // SIGKILL
        process.waitFor();
    }

    private void finish() throws Exception {
        Process process = TrainingProcess.start(folder);
        readUntil(process, null);
        assertThat(process.waitFor()).as("%s", output).isZero();
        assertThat(output.get(output.size() - 1)).isEqualTo("end");
    }

    /** Reads lines until one starts so, or to the end. */
    private void readUntil(Process process, String start) throws IOException {
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        while (line != null && (start == null || !line.startsWith(start))) {
            output.add(line);
            line = reader.readLine();
        }
        if (line != null) {
            output.add(line);
        }
        assertThat(start == null || line != null)
                .as("'%s' comes in %s", start, output)
                .isTrue();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertSameAsNeverKilled() {
        try (Regression whole = new Regression(TrainingProcess.HIDDEN);
                Regression resumed = new Regression(TrainingProcess.HIDDEN)) {
            for (long step = 0; step < TrainingProcess.STEPS; step++) {
                try (TensorScope scope = TensorScope.open()) {
                    whole.update(step, whole.compute(step));
                }
            }
            assertThat(TrainingProcess.checkpoints(folder).restore(resumed.state(), output::add))
                    .isEqualTo(TrainingProcess.STEPS);
            assertThat(resumed.parameters()).isEqualTo(whole.parameters());
        }
    }
}
