package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.train.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run knows which data it was trained on, and goes on with no other unless told. */
class RememberedDataTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void beginARun() throws IOException {
        data = images("images", "png", 1);
        run = folder.resolve("run");
        TinyJepa.Outcome outcome = train("--out", run, "--data", relative(data));
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** Six pictures in no class, of names and sizes that do not depend on the seed. */
    private Path images(String name, String format, int seed) throws IOException {
        Path target = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < 6; i++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 64 * 64; p++) {
                image.setRGB(p % 64, p / 64, 0x010203 * ((p * (i + seed)) % 80));
            }
            ImageIO.write(image, format, target.resolve(i + "." + format).toFile());
        }
        return target;
    }

    private static Path relative(Path path) {
        return Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
    }

    private TinyJepa.Outcome train(Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "ijepa-images", "--device", "cpu", "--steps", 1));
        words.addAll(List.of(more));
        if (!words.contains("--resume")) {
            for (String setting : List.of(
                    "batchSize=4",
                    "model.encoder.dim=12",
                    "model.encoder.depth=1",
                    "model.predictor.dim=12",
                    "model.predictor.depth=1")) {
                words.addAll(List.of("--set", setting));
            }
        }
        return TinyJepa.run(TinyRecipes.ALL, words.toArray());
    }

    private TinyJepa.Outcome resume(Object... more) {
        List<Object> words = new ArrayList<>(List.of("--resume", run));
        words.addAll(List.of(more));
        return train(words.toArray());
    }

    private void assertRefused(TinyJepa.Outcome outcome, String... what) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.message()).hasSize(2);
        assertThat(outcome.message().get(0)).contains(what);
        assertThat(outcome.message().get(1)).startsWith("Maybe").contains("--data");
    }

    private JsonNode lastStart() throws IOException {
        JsonNode starts = RunFolder.open(run).provenance().path("resumed");
        return starts.get(starts.size() - 1);
    }

    @Test
    void itsFolderIsRemembered() throws IOException {
        assertThat(RunFolder.open(run).provenance().at("/data/folder").textValue())
                .isEqualTo(data.toAbsolutePath().toString());
        TinyJepa.Outcome resumed = resume();
        assertThat(resumed.code()).as(resumed.err()).isZero();
        TinyJepa.Outcome probed = TinyJepa.run(TinyRecipes.ALL, "probe", "--run", run, "--dense", "--device", "cpu");
        assertThat(probed.code()).as(probed.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void otherImagesOfTheSameNamesAndSizesAreRefusedAndTakenWhenTold(String format) throws IOException {
        data = images("first " + format, format, 1);
        run = folder.resolve("run " + format);
        assertThat(train("--out", run, "--data", data).code()).isZero();
        Path other = images("other " + format, format, 2);
        assertRefused(resume("--data", other), "was trained on", data.toString(), "but here is", other.toString());
        assertThat(RunFolder.open(run).provenance().has("resumed")).isFalse();

        TinyJepa.Outcome told = resume("--data", other, "--other-data");
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(lastStart().at("/data/folder").textValue()).isEqualTo(other.toString());
        assertThat(lastStart().path("otherData").booleanValue()).isTrue();

        assertThat(resume().code())
                .as("goes on with what it was last trained on")
                .isZero();
        assertThat(lastStart().path("otherData").booleanValue()).isFalse();
    }

    @Test
    void aChangeInThePlaceIsRefused() throws IOException {
        images("images", "png", 2);
        assertRefused(resume(), "was trained on", "but here is", data.toString());
        Files.delete(data.resolve("0.png"));
        assertRefused(resume(), "6 images", "5 images");
    }

    @Test
    void dataThatHasMovedIsNamedAndTakenFromItsNewPlace() throws IOException {
        Path moved = Files.move(data, folder.resolve("moved"));
        assertRefused(resume(), data.toString(), "no longer there");
        assertRefused(
                TinyJepa.run(TinyRecipes.ALL, "probe", "--run", run, "--dense"), data.toString(), "no longer there");
        assertThat(resume("--data", moved).code()).isZero();
        assertThat(resume().code()).as("the new place is remembered").isZero();
    }

    @Test
    void aRunThatDoesNotRecordItsDataGoesOnAndSaysSo() throws IOException {
        Path file = run.resolve("provenance.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode provenance = (ObjectNode) json.readTree(file.toFile());
        provenance.remove("data");
        Files.writeString(file, provenance.toString());
        TinyJepa.Outcome outcome = resume("--data", data);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("does not record its data");
    }
}
