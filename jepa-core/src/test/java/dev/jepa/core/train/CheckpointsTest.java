package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    /** A configuration to be found again in the checkpoint. */
    record Config(int width) {}

    @TempDir
    private Path folder;

    private Regression trained;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void create() {
        trained = new Regression(16);
    }

    @AfterEach
    void close() {
        trained.close();
    }

    private Checkpoints checkpoints(CheckpointPolicy policy) {
        return new Checkpoints(folder, policy, new Config(16));
    }

    private Checkpoints checkpoints() {
        return checkpoints(CheckpointPolicy.every(10));
    }

    private void train(long step) {
        try (TensorScope scope = TensorScope.open()) {
            trained.update(step, trained.compute(step));
        }
    }

    @Test
    void aStateComesBackBitForBitWithItsConfiguration() {
        train(0);
        checkpoints().save(1, trained.state(), Map.of("loss", 0.5));
        float[] saved = trained.parameters();
        train(1);
        assertThat(trained.parameters()).isNotEqualTo(saved);
        assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(1);
        assertThat(trained.parameters()).containsExactly(saved);
        assertThat(notes).isEmpty();
        Checkpoint newest = checkpoints().newest().orElseThrow();
        assertThat(newest.metrics()).containsEntry("loss", 0.5);
        assertThat(newest.config().path("width").asInt()).isEqualTo(16);
    }

    @Test
    void withoutACheckpointARunStartsFromZero() {
        assertThat(checkpoints().restore(trained.state(), notes::add)).isZero();
        assertThat(notes).isEmpty();
    }

    /** Eight places over each file: length field, header, data, the end; in the description: anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"step-00000002.safetensors", "step-00000002.json"})
    void aFlippedBitIsNamedAndTheOneBeforeIsUsed(String name) throws IOException {
        train(0);
        checkpoints().save(1, trained.state(), Map.of());
        float[] first = trained.parameters();
        train(1);
        checkpoints().save(2, trained.state(), Map.of("loss", 0.25));
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int i = 0; i < 8; i++) {
            byte[] damaged = whole.clone();
            damaged[(int) ((whole.length - 2L) * i / 7)] ^= 4;
            Files.write(folder.resolve(name), damaged);
            notes.clear();
            assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(1);
            assertThat(trained.parameters()).containsExactly(first);
            assertThat(notes).hasSize(2);
            assertThat(notes.get(0)).contains(name);
            assertThat(notes.get(1)).contains("step 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-00000002.safetensors", "step-00000002.json"})
    void aTruncatedOrMissingFileIsNamedAndTheOneBeforeIsUsed(String name) throws IOException {
        checkpoints().save(1, trained.state(), Map.of());
        checkpoints().save(2, trained.state(), Map.of());
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        for (int length : new int[] {0, 7, whole.length / 2, whole.length - 1}) {
            Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
            notes.clear();
            if (name.endsWith("json") && length == whole.length - 1) {
                continue; // only the line break at the end is missing
            }
            assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(1);
            assertThat(notes.get(0)).contains(name);
        }
        Files.delete(folder.resolve(name));
        assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(1);
    }

    @Test
    void whenAllAreDamagedTheRunDoesNotStartAgainSilently() throws IOException {
        checkpoints().save(1, trained.state(), Map.of());
        Files.write(folder.resolve("step-00000001.safetensors"), new byte[100]);
        assertThatThrownBy(() -> checkpoints().restore(trained.state(), notes::add))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("step-00000001.safetensors")
                .hasMessageContaining("Maybe");
    }

    @Test
    void aCheckpointOfAnotherConfigurationIsRefusedByName() {
        checkpoints().save(1, trained.state(), Map.of());
        try (Regression other = new Regression(32)) {
            assertThatThrownBy(() -> checkpoints().restore(other.state(), notes::add))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fc1.weight")
                    .hasMessageContaining("[16, 8]");
        }
    }

    @Test
    void theLastAndTheBestAreKept() {
        Checkpoints checkpoints = checkpoints(new CheckpointPolicy(1, 2, "accuracy", true));
        double[] accuracies = {0.1, 0.7, 0.3, 0.4, 0.5};
        for (int i = 0; i < accuracies.length; i++) {
            assertThat(checkpoints.wouldBeBest(Map.of("accuracy", accuracies[i])))
                    .isEqualTo(i < 2);
            checkpoints.save(i + 1, trained.state(), Map.of("accuracy", accuracies[i]));
        }
        checkpoints.save(6, trained.state(), Map.of());
        assertThat(files())
                .containsExactly(
                        "step-00000002.json",
                        "step-00000002.safetensors",
                        "step-00000005.json",
                        "step-00000005.safetensors",
                        "step-00000006.json",
                        "step-00000006.safetensors");
        assertThat(checkpoints.best().orElseThrow().step()).isEqualTo(2);
        assertThat(checkpoints.newest().orElseThrow().step()).isEqualTo(6);
    }

    @Test
    void whatAKillLeavesBehindIsClearedAway() throws IOException {
        checkpoints().save(1, trained.state(), Map.of());
        Files.write(folder.resolve(".step-00000002.json.1f.partial"), new byte[10]);
        Files.write(folder.resolve("step-00000002.safetensors"), new byte[10]);
        assertThat(AtomicFiles.isLeftover(folder.resolve(".step-00000002.json.1f.partial")))
                .isTrue();
        assertThat(checkpoints().restore(trained.state(), notes::add)).isEqualTo(1);
        assertThat(notes).isEmpty();
        checkpoints().save(3, trained.state(), Map.of());
        assertThat(files())
                .containsExactly(
                        "step-00000001.json",
                        "step-00000001.safetensors",
                        "step-00000003.json",
                        "step-00000003.safetensors");
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
