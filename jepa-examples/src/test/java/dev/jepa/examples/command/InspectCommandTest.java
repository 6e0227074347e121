package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.io.SafetensorsWriter;
import dev.jepa.core.io.StoredTensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectCommandTest {
    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(InspectCommandTest.class.getResource(name).toURI());
    }

    @Test
    void aPyTorchCheckpointIsListed() throws URISyntaxException {
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", resource("torch-plain.pth"));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("F32", "1 tensors, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lfs-pointer.safetensors | it is a Git LFS pointer, not the file itself. | git lfs pull",
                "demo.npz | it is a NumPy archive (.npz). | safetensors.numpy.save_file",
            })
    void whatElseAFileIsIsNamed(String name, String what, String advice) throws URISyntaxException {
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", resource(name));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.message()).hasSize(2);
        assertThat(outcome.message().get(0)).endsWith(what);
        assertThat(outcome.message().get(1)).startsWith("Maybe ").contains(advice);
    }

    /** Names that would set a terminal's title, turn the direction of writing, or forge a line. */
    @Test
    void namesFromAFileDoNotReachTheTerminal() {
        String hostile = "\u001b]0;owned\u0007\u202eweight\r\nThe checksum is right.";
        Path file = folder.resolve("hostile.safetensors");
        SafetensorsWriter.write(file, List.of(StoredTensor.of(hostile, new float[] {1}, 1)), Map.of(hostile, hostile));
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", file);
        assertThat(outcome.code()).isZero();
        String shown = "\\x1b]0;owned\\x07\\u202eweight\\x0d\\x0aThe checksum is right.";
        assertThat(outcome.out()).contains(shown + "  F32", shown + " = " + shown);
        assertThat(outcome.out().lines()).hasSize(4);
        assertThat(outcome.out()).doesNotContain("\u001b").doesNotContain("\u202e");

        TinyJepa.Outcome imported =
                TinyJepa.run("data", "import", file, "--observations", "state", "--out", folder.resolve("set"));
        assertThat(imported.code()).isEqualTo(1);
        assertThat(imported.err()).contains("\\x1b]0;owned").doesNotContain("\u001b");
    }

    @Test
    void aRunLeadsToItsNewestCheckpoint() {
        Path run = folder.resolve("run");
        assertThat(TinyJepa.run("train", "tiny", "--out", run).code()).isZero();
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", run);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.message().get(0)).isEqualTo(run + " is a run, not a file of tensors.");
        assertThat(outcome.message().get(1))
                .contains(run.resolve("checkpoints").toString(), ".safetensors", "jepa probe --run " + run);
    }

    @Test
    void aFolderLeadsToItsFiles() throws IOException {
        TinyJepa.Outcome empty = TinyJepa.run("inspect", folder);
        assertThat(empty.code()).isEqualTo(2);
        assertThat(empty.message().get(0)).contains("is a folder, without a file of tensors in it.");
        Files.writeString(folder.resolve("b.pth"), "");
        Files.writeString(folder.resolve("a.safetensors"), "");
        Files.writeString(folder.resolve("readme.txt"), "");
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", folder);
        assertThat(outcome.message().get(1))
                .isEqualTo("Maybe one of its files was meant: " + folder.resolve("a.safetensors") + ", "
                        + folder.resolve("b.pth") + ".");
    }

    @Test
    void anIndexLeadsToItsFiles() throws IOException {
        Path index = Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"metadata\": {}, \"weight_map\": {\"w\": \"model-00001-of-00002.safetensors\"}}");
        TinyJepa.Outcome outcome = TinyJepa.run("inspect", index);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.message().get(0)).endsWith("it is an index of safetensors files, not one itself.");
    }
}
