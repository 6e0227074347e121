package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.io.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run from start to end, and what happens when its files are damaged or its data is missing. */
class RunTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void nameTheRun() {
        run = folder.resolve("a run"); // with a space
    }

    private TinyJepa.Outcome train(Object... more) {
        Object[] start = {"train", "tiny", "--out", run};
        return TinyJepa.run(Stream.concat(Stream.of(start), Stream.of(more)).toArray());
    }

    private List<Path> checkpoints(String extension) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static void flipABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 9] ^= 4;
        Files.write(file, bytes);
    }

    @Test
    void leavesConfigurationProvenanceMetricsSummaryAndReport() throws IOException {
        TinyJepa.Outcome outcome = train("--set", "width=3", "--seed", 5, "--steps", 6);

        assertThat(outcome.err()).contains("Training: 6/6").doesNotContain("jepa: ");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("recipe  tiny", "steps   6", "Written to " + run);
        assertThat(run.resolve("config.json")).content().contains("\"width\" : 3", "\"learningRate\" : 0.1");
        assertThat(run.resolve("provenance.json")).content().contains("\"seed\" : 5", "\"--steps\"", "\"torch\"");
        assertThat(run.resolve("summary.json")).content().contains("\"recipe\" : \"tiny\"", "\"steps\" : 6");
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(6);
        assertThat(run.resolve("report.html")).content().contains("<svg");
    }

    @Test
    void goesOnWhereItEndedAndEqualsAnUninterruptedRun() throws IOException {
        train("--steps", 3);
        TinyJepa.Outcome resumed = TinyJepa.run("train", "tiny", "--resume", run);
        assertThat(resumed.code()).isZero();
        byte[] interrupted = Files.readAllBytes(run.resolve("summary.json"));

        run = folder.resolve("other");
        train();
        assertThat(Files.readAllBytes(run.resolve("summary.json"))).isEqualTo(interrupted);
    }

    @Test
    void doesNotOverwriteAnotherRun() {
        train();
        TinyJepa.Outcome outcome = train();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message().get(0)).contains("already holds a run of tiny");
        assertThat(outcome.message().get(1)).contains("--resume");
    }

    @Test
    void usesTheCheckpointBeforeADamagedOne() throws IOException {
        train();
        String whole = Files.readString(run.resolve("summary.json"));
        flipABit(checkpoints(".safetensors").get(0));

        TinyJepa.Outcome outcome = TinyJepa.run("train", "tiny", "--resume", run);

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains("Passed over a damaged checkpoint", "Used the checkpoint of step 6 instead.");
        assertThat(run.resolve("summary.json")).content().isEqualTo(whole);
    }

    @Test
    void refusesARunWhoseCheckpointsAreAllDamaged() throws IOException {
        train();
        for (Path file : checkpoints(".safetensors")) {
            flipABit(file);
        }
        TinyJepa.Outcome outcome = TinyJepa.run("train", "tiny", "--resume", run);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.message()).hasSize(2);
        assertThat(outcome.message().get(0)).contains("step-00000008.safetensors", "SHA-256");
        assertThat(outcome.message().get(1)).startsWith("Maybe");
    }

    @Test
    void inspectFindsADamagedOrCutFile() throws IOException {
        train();
        Path file = checkpoints(".safetensors").get(0);
        TinyJepa.Outcome fine = TinyJepa.run("inspect", file);
        assertThat(fine.code()).isZero();
        assertThat(fine.out()).contains("encoder.weight", "F32   [4, 4]", "The checksum is right.");

        flipABit(file);
        TinyJepa.Outcome flipped = TinyJepa.run("inspect", file);
        assertThat(flipped.code()).isEqualTo(1);
        assertThat(flipped.message().get(0)).startsWith(file.toString());

        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        TinyJepa.Outcome cut = TinyJepa.run("inspect", file);
        assertThat(cut.code()).isEqualTo(1);
        assertThat(cut.message().get(0)).startsWith(file.toString());
    }

    @Test
    void missingAndTruncatedDataFilesAreNamedAndLeaveNoRun() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        TinyJepa.Outcome missing = train("--set", "cifar=true", "--data", data);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.message()).hasSize(2);
        assertThat(missing.message().get(1)).contains("Maybe bring it with 'jepa data cifar10', or", "--data DIR");
        assertThat(missing.message().get(0)).contains("data_batch_1.bin");

        for (int i = 1; i <= 5; i++) {
            Files.write(data.resolve("data_batch_" + i + ".bin"), new byte[i == 3 ? 3073 * 7 + 5 : 3073 * 7]);
        }
        TinyJepa.Outcome truncated = train("--set", "cifar=true", "--data", data);
        assertThat(truncated.code()).isEqualTo(1);
        assertThat(truncated.message()).hasSizeBetween(1, 2);
        assertThat(truncated.message().get(0)).contains("data_batch_");
        assertThat(run).doesNotExist();
    }

    /** The data would be missed if they were looked for. */
    @Test
    void aFolderThatIsTakenIsRefusedBeforeTheDataAreRead() throws IOException {
        train();
        Path nowhere = Files.createDirectory(folder.resolve("data"));
        TinyJepa.Outcome again = train("--set", "cifar=true", "--data", nowhere);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.message().get(0)).contains(run + " already holds a run of tiny");
        assertThat(again.message().get(1)).contains("--resume " + run, "--out");

        Path full = Files.createDirectory(folder.resolve("full"));
        Files.writeString(full.resolve("thesis.tex"), "");
        run = full;
        TinyJepa.Outcome other = train("--set", "cifar=true", "--data", nowhere);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.message().get(0)).contains("is not empty (thesis.tex)");

        run = full.resolve("thesis.tex").resolve("run");
        TinyJepa.Outcome below = train("--set", "cifar=true", "--data", nowhere);
        assertThat(below.code()).isEqualTo(2);
        assertThat(below.message().get(0)).contains("thesis.tex is a file.");
    }

    @Test
    void oneByteThatIsNoTextLeadsToTheCheckpointBefore() throws IOException {
        train();
        Path newest = checkpoints(".json").get(0);
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] = (byte) 0xff;
        Files.write(newest, bytes);
        TinyJepa.Outcome probed = TinyJepa.run("probe", "--run", run);
        assertThat(probed.code()).isZero();
        TinyJepa.Outcome resumed = TinyJepa.run("train", "tiny", "--resume", run);
        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).contains("Passed over a damaged checkpoint: " + newest);
    }

    @Test
    void aProvenanceWithoutASeedIsNotTakenForSeed0() throws IOException {
        train();
        Path provenance = run.resolve("provenance.json");
        Files.writeString(provenance, Files.readString(provenance).replace("\"seed\"", "\"sead\""));
        TinyJepa.Outcome resumed = TinyJepa.run("train", "tiny", "--resume", run);
        assertThat(resumed.code()).isEqualTo(1);
        assertThat(resumed.message().get(0)).endsWith("provenance.json: it has no whole number 'seed'.");
    }

    @Test
    void probesTheNewestCheckpoint() throws IOException {
        train();
        TinyJepa.Outcome outcome = TinyJepa.run("probe", "--run", run);
        assertThat(outcome.code()).isZero();
        assertThat(run.resolve("probe/summary.json")).content().contains("\"steps\" : 8");
    }

    @Test
    void exportsTheEncoderUnderItsOwnNames() {
        train();
        Path file = folder.resolve("encoder.safetensors");
        TinyJepa.Outcome outcome = TinyJepa.run("export", "--run", run, "--out", file);
        assertThat(outcome.code()).isZero();
        try (SafetensorsFile exported = SafetensorsFile.open(file)) {
            assertThat(exported.tensors().keySet()).containsExactlyInAnyOrder("weight", "bias");
            assertThat(exported.metadata()).containsEntry("recipe", "tiny").containsEntry("part", "encoder");
        }
    }

    @Test
    void listsRecipes() {
        assertThat(TinyJepa.run("recipes").out())
                .isEqualToIgnoringNewLines("tiny  a linear layer that learns to double its input");
    }

    @Test
    void stepsBeyondTheConfigurationAreExplained() {
        TinyJepa.Outcome outcome = train("--steps", 60);
        assertThat(outcome.out()).contains("steps   8");
        assertThat(outcome.err())
                .contains("This configuration ends after 8 steps, and --steps 60 only shortens a run.");
    }

    @Test
    void doctorFindsThisMachineHealthy() {
        TinyJepa.Outcome outcome = TinyJepa.run("doctor");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("ok    LibTorch", "512 x 512 float32 is right")
                .doesNotContain("FAIL");
    }
}
