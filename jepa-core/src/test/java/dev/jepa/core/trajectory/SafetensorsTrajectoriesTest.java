package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.data.DataException;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.SafetensorsWriter;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.io.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTrajectoriesTest {
    private static final SafetensorsTrajectories.Keys KEYS = new SafetensorsTrajectories.Keys(
            "state", Optional.of("action"), Optional.empty(), Optional.of("episode_ends"));

    @TempDir
    private Path folder;

    private Path file(StoredTensor... tensors) {
        Path file = folder.resolve("demos.safetensors");
        SafetensorsWriter.write(file, List.of(tensors));
        return file;
    }

    private static StoredTensor states() {
        return StoredTensor.of("state", new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 5, 2);
    }

    private static StoredTensor actions() {
        return StoredTensor.of("action", new float[] {10, 11, 12, 13, 14}, 5, 1);
    }

    private static StoredTensor ends(long... ends) {
        return StoredTensor.of("episode_ends", ends, ends.length);
    }

    @Test
    void fiveHundredAlteredBytesAreNoticed() throws IOException {
        Path file = file(states(), actions(), ends(2, 5));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(4);
        for (int trial = 0; trial < 500; trial++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(whole.length)] += (byte) (1 + random.nextInt(255));
            Files.write(file, altered);
            assertThatThrownBy(() -> SafetensorsTrajectories.read(file, KEYS))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneRowIsNoEpisode(int rows) {
        Path file = file(StoredTensor.of("state", new float[2 * rows], rows, 2));
        SafetensorsTrajectories.Keys keys =
                new SafetensorsTrajectories.Keys("state", Optional.empty(), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> SafetensorsTrajectories.read(file, keys)).hasMessageContaining("with N >= 2");
    }

    @Test
    void episodesEndWhereTheFileSays() {
        SafetensorsTrajectories demos = SafetensorsTrajectories.read(file(states(), actions(), ends(2, 5)), KEYS);
        assertThat(demos.size()).isEqualTo(2);
        assertThat(demos.shape()).isEqualTo(EpisodeShape.numbers(2, 1));
        assertThat(demos.steps(1)).isEqualTo(2);
        Trajectory second = demos.episode(1);
        assertThat(second.steps()).isEqualTo(2);
        assertThat(second.observation(0)).containsExactly(4, 5);
        assertThat(second.observation(2)).containsExactly(8, 9);
        assertThat(second.action(1)).containsExactly(13);
        assertThat(demos.episode(0).action(0)).containsExactly(10);
    }

    @Test
    void bytesArePixelsAndAFileWithoutEndsIsOneEpisode() {
        StoredTensor frames = StoredTensor.of(
                "frames", StoredType.U8, ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 2, 1, 2, 2);
        SafetensorsTrajectories films = SafetensorsTrajectories.read(
                file(frames),
                new SafetensorsTrajectories.Keys("frames", Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(films.shape()).isEqualTo(new EpisodeShape(EpisodeShape.Kind.PIXELS, List.of(1, 2, 2), 0, 0));
        assertThat(films.episode(0).steps()).isEqualTo(1);
    }

    @Test
    void malformedFilesAreRefused() throws IOException {
        refused(file(states(), actions(), ends(2, 4)), "must rise to the number of observations, 5, but ends with 4");
        refused(
                file(states(), actions(), ends(3, 2, 5)),
                "must rise by two rows or more but episode 1 goes from 3 to 2");
        refused(file(states(), actions(), ends(4, 5)), "must rise by two rows or more but episode 1 goes from 4 to 5");
        refused(file(states(), actions()), "has no tensor 'episode_ends'");
        refused(
                file(states(), StoredTensor.of("action", new float[4], 4, 1), ends(5)),
                "action F32[4, 1] must be [5, …], a row for each observation");
        refused(
                file(states(), StoredTensor.of("actions", new float[5], 5, 1), ends(5)),
                "has no tensor 'action'.\nMaybe 'actions' was meant.");
        refused(
                file(states(), StoredTensor.of("action", new float[] {0, 1, Float.NaN, 3, 4}, 5, 1), ends(5)),
                "must hold numbers that fit into float32, up to 3.4e38, but row 2, column 0 holds NaN");
        refused(
                file(StoredTensor.of("state", new double[] {0, 1, 2, 1.797e308}, 2, 2), actions(), ends(2)),
                "state F64[2, 2] must hold numbers that fit into float32, up to 3.4e38, but row 1, column 1 holds 1.797E308");
        refused(
                file(states(), actions(), StoredTensor.of("episode_ends", new float[] {5}, 1)),
                "must be [E], the row after the last of each episode");
        Path cut = file(states(), actions(), ends(5));
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 3));
        assertThatThrownBy(() -> SafetensorsTrajectories.read(cut, KEYS))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("demos.safetensors");
    }

    private static void refused(Path file, String message) {
        assertThatThrownBy(() -> SafetensorsTrajectories.read(file, KEYS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("demos.safetensors")
                .hasMessageContaining(message);
    }
}
