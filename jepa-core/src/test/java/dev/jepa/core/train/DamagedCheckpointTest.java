package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.io.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the newest checkpoint's description, the one before serves: to resume, as the best, beside a new one. */
class DamagedCheckpointTest {
    /** A configuration with a text of several bytes a character. */
    record Config(String name, int width) {}

    @TempDir
    private Path folder;

    private Regression trained;
    private byte[] whole;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void saveTwo() throws IOException {
        trained = new Regression(8);
        checkpoints().save(1, trained.state(), Map.of("accuracy", 0.5));
        checkpoints().save(2, trained.state(), Map.of("accuracy", 0.75));
        whole = Files.readAllBytes(newest());
    }

    @AfterEach
    void close() {
        trained.close();
    }

    private Path newest() {
        return folder.resolve("step-00000002.json");
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(folder, CheckpointPolicy.every(1).keepingHighest("accuracy"), new Config("Größe", 16));
    }

    /** The step that is resumed from; the first of two notes, if there are any, names the file. */
    private long restored() {
        notes.clear();
        long step = checkpoints().restore(trained.state(), notes::add);
        if (step == 1) {
            assertThat(notes).hasSize(2);
            assertThat(notes.get(0)).contains(newest().toString()).doesNotContain("Input length");
        }
        return step;
    }

    @Test
    void fiveHundredAlteredBytes() throws IOException {
        Random random = new Random(1);
        int damaged = 0;
        for (int i = 0; i < 500; i++) {
            byte[] altered = whole.clone();
            int at = random.nextInt(altered.length);
            altered[at] = (byte) (altered[at] + 1 + random.nextInt(255));
            Files.write(newest(), altered);
            long step = checkpoints().newest().orElseThrow().step();
            // Another space between two values is no damage.
            assertThat(step == 1 || Character.isWhitespace(altered[at]))
                    .as("byte %d", at)
                    .isTrue();
            if (i % 10 == 0) {
                assertThat(restored()).isEqualTo(step);
            }
            assertThat(checkpoints().best().orElseThrow().metrics()).containsEntry("accuracy", step == 1 ? 0.5 : 0.75);
            assertThat(checkpoints().wouldBeBest(Map.of("accuracy", 0.6))).isEqualTo(step == 1);
            damaged += step == 1 ? 1 : 0;
        }
        assertThat(damaged).isGreaterThan(450);
    }

    static Stream<Arguments> contents() {
        String deep = "[".repeat(100_000);
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("half", "{\"step\": 2, \"tens"),
                Arguments.of("zeros", "\0".repeat(400)),
                Arguments.of("null", "null"),
                Arguments.of("list", "[1, 2]"),
                Arguments.of("number", "2"),
                Arguments.of("no keys", "{}"),
                Arguments.of("negative", "{\"step\": -2, \"check\": \"\"}"),
                Arguments.of("twice", "{\"step\": 2, \"step\": 2}"),
                Arguments.of("two objects", "{\"step\": 2} {\"step\": 2}"),
                Arguments.of("other types", "{\"step\": [2], \"check\": {}, \"metrics\": 5, \"sha256\": null}"),
                Arguments.of("nested lists", deep),
                Arguments.of("nested objects", "{\"a\":".repeat(100_000)),
                Arguments.of("long number", "{\"step\": " + "9".repeat(100_000) + "}"),
                Arguments.of("huge exponent", "{\"step\": 1e999999999}"),
                Arguments.of("Latin-1", "{\"name\": \"Gr\u00f6\u00dfe\"}"),
                Arguments.of("terminal", "{\"step\u001b]0;owned\u0007\": 2}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void otherContent(String kind, String content) throws IOException {
        Files.write(newest(), content.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(restored()).isEqualTo(1);
        assertThat(notes.toString()).doesNotContain("\u001b");
        assertThat(checkpoints().best().orElseThrow().step()).isEqualTo(1);
        checkpoints().save(3, trained.state(), Map.of("accuracy", 0.1));
        assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(3);
        assertThat(checkpoints().best().orElseThrow().step()).isEqualTo(1);
        assertThat(newest()).doesNotExist();
    }

    @Test
    void aFolderInItsPlaceIsPassedOverAndStays() throws IOException {
        Files.delete(newest());
        Files.createDirectories(newest().resolve("inner"));
        assertThat(restored()).isEqualTo(1);
        checkpoints().save(3, trained.state(), Map.of());
        assertThat(newest()).isDirectory();
    }

    @Test
    void ifAllAreDamagedTheNewestIsNamed() throws IOException {
        for (int step = 1; step <= 2; step++) {
            Files.write(folder.resolve("step-0000000" + step + ".json"), new byte[] {'{', (byte) 0xff, '}'});
        }
        assertThatThrownBy(() -> checkpoints().restore(trained.state(), notes::add))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(newest() + ": ")
                .hasMessageContaining("\nMaybe ");
    }

    /** What an action does with the tensors is not the checkpoint's fault. */
    @Test
    void anActionThatFailsIsNotDamage() {
        FileFormatException failure = FileFormatException.of(folder, "full.", "Maybe.");
        assertThatThrownBy(() -> checkpoints().withNewest(dev.jepa.core.tensor.Device.CPU, notes::add, tensors -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(notes).isEmpty();
    }

    @Test
    void anotherConfigurationIsRefusedKeyByKey() {
        Checkpoints other = new Checkpoints(folder, CheckpointPolicy.every(1), new Config("Größe", 32));
        assertThatThrownBy(() -> other.restore(trained.state(), notes::add))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(newest() + " belongs to a run with another configuration: width was 16 but is 32."
                        + "\nMaybe give the run its old configuration back, or begin another.");
    }

    /** A later version has another key. */
    record Grown(String name, int width, boolean biased) {}

    @Test
    void aKeyThatCameLaterIsNoDifference() {
        Checkpoints later = new Checkpoints(folder, CheckpointPolicy.every(1), new Grown("Größe", 16, true));
        assertThat(later.restore(trained.state(), notes::add)).isEqualTo(2);
    }
}
