package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jepa.core.config.ConfigException;
import dev.jepa.core.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final Provenance PROVENANCE = new Provenance(
            "ijepa-cifar10",
            List.of("train", "ijepa-cifar10"),
            Instant.parse("2026-11-25T12:00:00Z"),
            7,
            "cpu",
            DataOrigin.made("cifar10", "0"),
            Map.of("library", "0123"),
            Map.of("java", "17"));

    record Settings(int steps, double rate) {}

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void name() {
        folder = parent.resolve("runs/x");
    }

    @Test
    void aNewRunHoldsItsConfigurationAndProvenance() throws IOException {
        try (RunFolder run = RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE)) {
            assertThat(run.checkpoints()).isEmptyDirectory();
            assertThat(run.summary()).isEmpty();
        }
        RunFolder read = RunFolder.open(folder);
        assertThat(read.config(Settings.class)).isEqualTo(new Settings(5, 0.5));
        assertThat(read.recipe()).isEqualTo("ijepa-cifar10");
        assertThat(read.provenance().toString())
                .isEqualTo("{\"recipe\":\"ijepa-cifar10\",\"command\":[\"train\",\"ijepa-cifar10\"],"
                        + "\"started\":\"2026-11-25T12:00:00Z\",\"seed\":7,\"device\":\"cpu\",\"data\":{\"name\":\"cifar10\",\"content\":\"0\"},"
                        + "\"commits\":{\"library\":\"0123\"},\"versions\":{\"java\":\"17\"}}");
    }

    @Test
    void theSummaryKeepsTheOrderOfItsFigures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("recipe", "ijepa-cifar10");
        figures.put("steps", 100);
        figures.put("loss", Double.NaN);
        figures.put("linear_top1", 71.25);
        try (RunFolder run = RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE)) {
            run.writeSummary(figures);
            assertThat(folder.resolve("summary.json"))
                    .content()
                    .isEqualToIgnoringWhitespace(
                            "{\"recipe\":\"ijepa-cifar10\",\"steps\":100,\"loss\":\"NaN\",\"linear_top1\":71.25}");
            assertThat(run.summary().orElseThrow().path("steps").intValue()).isEqualTo(100);
        }
    }

    @Test
    void anotherRunIsNotOverwritten() {
        RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE).close();
        assertThatThrownBy(() -> RunFolder.create(folder, new Settings(6, 0.5), PROVENANCE))
                .hasMessage(folder + " already holds a run of ijepa-cifar10, started 2026-11-25T12:00:00Z."
                        + "\nMaybe go on with it, or choose another folder.");
        assertThat(RunFolder.open(folder).config(Settings.class).steps()).isEqualTo(5);
    }

    @Test
    void aFolderWithOtherFilesIsNotTaken() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.tex"), "x");
        assertThatThrownBy(() -> RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE))
                .hasMessage(folder + " is not empty (thesis.tex) and holds no run." + "\nMaybe choose another folder.");
        Path file = folder.resolve("thesis.tex");
        assertThatThrownBy(() -> RunFolder.create(file, new Settings(5, 0.5), PROVENANCE))
                .hasMessageStartingWith(file + " is a file.");
    }

    @Test
    void aStartThatWasKilledBeforeTheConfigurationCanBeRepeated() throws IOException {
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.writeString(folder.resolve("provenance.json"), "{}");
        Files.writeString(folder.resolve(".config.json.12.partial"), "{");
        RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE).close();
        assertThat(RunFolder.open(folder).recipe()).isEqualTo("ijepa-cifar10");
    }

    @Test
    void resumingAddsToTheProvenanceAndCleansUp() throws IOException {
        RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE).close();
        Path half = folder.resolve("checkpoints/.step-5.safetensors.77.partial");
        Files.writeString(half, "half");
        RunFolder.resume(folder, PROVENANCE).close();
        RunFolder.resume(folder, PROVENANCE).close();
        JsonNode resumed = RunFolder.open(folder).provenance().path("resumed");
        assertThat(resumed).hasSize(2);
        assertThat(resumed.get(0).path("seed").intValue()).isEqualTo(7);
        assertThat(half).doesNotExist();
    }

    @Test
    void whatIsNoRunCannotBeResumed() {
        assertThatThrownBy(() -> RunFolder.resume(folder, PROVENANCE))
                .hasMessage(folder + " does not exist.\nMaybe another folder was meant; a run has a config.json.");
        assertThatThrownBy(() -> RunFolder.open(parent))
                .hasMessageStartingWith(parent + " holds no run: it has no config.json.");
    }

    @Test
    void twoCannotWriteTheSameRun() {
        try (RunFolder ignored = RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE)) {
            assertThatThrownBy(() -> RunFolder.resume(folder, PROVENANCE))
                    .hasMessage(folder + " is being written by another process."
                            + "\nMaybe wait for it to end, or choose another folder.");
        }
        RunFolder.resume(folder, PROVENANCE).close();
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        RunFolder.create(folder, new Settings(5, 0.5), PROVENANCE).close();
        Files.writeString(folder.resolve("config.json"), "{\"steps\": true, \"rate\": 1}");
        Files.writeString(folder.resolve("provenance.json"), "{\"recipe\":");
        RunFolder run = RunFolder.open(folder);
        assertThatThrownBy(() -> run.config(Settings.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(folder.resolve("config.json") + ": steps must be an integer");
        assertThatThrownBy(run::provenance)
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(folder.resolve("provenance.json") + ": it is not valid JSON (");
    }

    @Test
    void folderNamesCarryTheDateAndNeverRepeat() throws IOException {
        LocalDateTime noon = LocalDateTime.of(2026, 11, 25, 12, 0, 9);
        Path first = RunFolder.dated(parent, "jea", noon);
        assertThat(first).isEqualTo(parent.resolve("jea-2026-11-25-120009"));
        Files.createDirectories(first);
        assertThat(RunFolder.dated(parent, "jea", noon)).isEqualTo(parent.resolve("jea-2026-11-25-120009-2"));
    }
}
