package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.data.DataException;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.TensorScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrajectoryFolderTest {
    private static final String SHARD_1 = "shard-00001.safetensors";

    @TempDir
    private Path folder;

    private Path written(String name, int episodes) {
        Path target = folder.resolve(name);
        TrajectoryWriter.write(new Episodes(episodes), target, 3, (done, total) -> {});
        return target;
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        Episodes source = new Episodes(7);
        try (StoredTrajectories stored = StoredTrajectories.open(written("a", 7))) {
            assertThat(stored.size()).isEqualTo(7);
            assertThat(stored.shape()).isEqualTo(Episodes.SHAPE);
            assertThat(stored.name()).isEqualTo("counted");
            assertThat(stored.settings()).containsExactly("size=7");
            for (int e = 0; e < 7; e++) {
                assertThat(stored.steps(e)).isEqualTo(source.steps(e));
                assertThat(Episodes.rows(stored.episode(e))).isEqualTo(Episodes.rows(source.episode(e)));
            }
        }
    }

    @Test
    void pixelsAndEpisodesWithoutActionsComeBack() {
        EpisodeShape shape = new EpisodeShape(EpisodeShape.Kind.PIXELS, List.of(1, 2, 2), 0, 0);
        Trajectory film = new TrajectoryRecorder(shape)
                .see(new byte[] {1, 2, 3, (byte) 200})
                .act()
                .see(new byte[] {5, 6, 7, 8})
                .trajectory();
        TrajectoryWriter.write(Trajectories.of("film", List.of(film)), folder.resolve("film"), 1, (done, total) -> {});
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("film"));
                TensorScope ignored = TensorScope.open()) {
            Trajectory read = stored.episode(0);
            assertThat(read.steps()).isEqualTo(1);
            assertThat(read.observations().dtype()).isEqualTo(DType.UINT8);
            assertThat(read.observations().shape().toArray()).containsExactly(2, 1, 2, 2);
            assertThat(read.observations().to(DType.FLOAT32).toFloatArray()).containsExactly(1, 2, 3, 200, 5, 6, 7, 8);
            assertThat(read.actions().shape().toArray()).containsExactly(1, 0);
            assertThatThrownBy(() -> read.observation(0)).hasMessageContaining("pixels, not numbers");
        }
    }

    @Test
    void theBytesDoNotDependOnTheNumberOfThreads() throws Exception {
        Path one = folder.resolve("one");
        Path many = folder.resolve("many");
        ForkJoinPool single = new ForkJoinPool(1);
        ForkJoinPool several = new ForkJoinPool(4);
        single.submit(() -> TrajectoryWriter.write(new Episodes(40), one, 20, (done, total) -> {}))
                .get();
        several.submit(() -> TrajectoryWriter.write(new Episodes(40), many, 20, (done, total) -> {}))
                .get();
        single.shutdown();
        several.shutdown();
        assertThat(many.resolve(SHARD_1)).hasSameBinaryContentAs(one.resolve(SHARD_1));
    }

    @Test
    void aKilledProcessIsContinued() throws IOException {
        Path whole = written("whole", 8);
        Path killed = written("killed", 8);
        Files.delete(killed.resolve(SHARD_1));
        Files.writeString(killed.resolve("." + SHARD_1 + ".1f.partial"), "half");
        assertThatThrownBy(() -> StoredTrajectories.open(killed))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("incomplete: " + SHARD_1 + " of 3 shards is missing")
                .hasMessageContaining("Maybe making it was interrupted");
        Episodes source = new Episodes(8);
        TrajectoryWriter.write(source, killed, 3, (done, total) -> {});
        assertThat(source.made).hasValue(3);
        assertThat(killed.resolve(SHARD_1)).hasSameBinaryContentAs(whole.resolve(SHARD_1));
        try (var files = Files.list(killed)) {
            assertThat(files).hasSize(4);
        }
    }

    /** What a process that was killed half way leaves beside the folder. */
    private Path left(int episodes) throws IOException {
        Path draft = folder.resolve(".set.unfinished");
        Files.move(written("left", episodes), draft);
        Files.delete(draft.resolve(SHARD_1));
        Files.writeString(draft.resolve("." + SHARD_1 + ".1f.partial"), "half");
        Files.writeString(draft.resolve(".lock"), "");
        return draft;
    }

    private void assertWhole(Path set, int shards) throws IOException {
        try (var files = Files.list(set)) {
            assertThat(files).hasSize(shards + 1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(set);
        }
        StoredTrajectories.open(set).close(); // compares the shards' checksums
    }

    @Test
    void aDraftOfTheSameSetIsContinued() throws IOException {
        left(8);
        Episodes source = new Episodes(8);
        Path set = folder.resolve("set");
        TrajectoryWriter.write(source, set, 3, (done, total) -> {});
        assertThat(source.made).hasValue(3);
        assertWhole(set, 3);
    }

    @Test
    void aDraftOfAnotherSetOrADamagedOneDoesNotBlock() throws IOException {
        Path draft = left(8);
        Files.writeString(draft.resolve("trajectories.json"), "{");
        Path set = folder.resolve("set");
        TrajectoryWriter.write(new Episodes(2), set, 3, (done, total) -> {});
        assertWhole(set, 1);
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Trajectories failing = new Episodes(8) {
            @Override
            public Trajectory episode(int index) {
                if (index == 7) {
                    throw new DataException("line 3 is wrong");
                }
                return super.episode(index);
            }
        };
        assertThatThrownBy(() -> TrajectoryWriter.write(failing, folder.resolve("a/set"), 3, (done, total) -> {}))
                .hasMessage("line 3 is wrong");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void foreignFoldersAndFilesAreRefused() throws IOException {
        Path set = written("set", 8);
        assertThatThrownBy(() -> TrajectoryWriter.write(new Episodes(9), set, 3, (done, total) -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds another set of trajectories");
        Path other = written("other", 9);
        Files.copy(other.resolve(SHARD_1), set.resolve(SHARD_1), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> StoredTrajectories.open(set))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(SHARD_1 + " is not shard 1 of this set");
        Files.writeString(Files.createDirectory(folder.resolve("full")).resolve("x"), "");
        assertThatThrownBy(() -> TrajectoryWriter.write(new Episodes(2), folder.resolve("full"), 1, (d, t) -> {}))
                .hasMessageContaining("is not empty and holds no trajectories.json");
        assertThatThrownBy(() -> StoredTrajectories.open(folder.resolve("full")))
                .hasMessageContaining("holds no trajectories")
                .hasMessageContaining("Maybe they were not written to the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {SHARD_1, "trajectories.json"})
    void fiveHundredAlteredBytesAreNoticedOrMeanTheSame(String name) throws IOException {
        Path set = written("set", 8);
        Path file = set.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(3);
        int opened = 0;
        for (int trial = 0; trial < 500; trial++) {
            byte[] altered = whole.clone();
            int at = random.nextInt(whole.length);
            altered[at] += (byte) (1 + random.nextInt(255));
            Files.write(file, altered);
            try (StoredTrajectories stored = StoredTrajectories.open(set)) {
                // A space of the manifest that became another one
                assertThat(name).isEqualTo("trajectories.json");
                assertThat(new String(altered, StandardCharsets.UTF_8).replaceAll("\\s", ""))
                        .isEqualTo(new String(whole, StandardCharsets.UTF_8).replaceAll("\\s", ""));
                opened += stored.size() / 8;
            } catch (DataException | FileFormatException e) {
                assertThat(e).hasMessageContaining(set.toString());
            }
        }
        assertThat(opened).isLessThan(20);
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Path set = written("set", 8);
        byte[] bytes = Files.readAllBytes(set.resolve(SHARD_1));
        Files.write(set.resolve(SHARD_1), Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(() -> StoredTrajectories.open(set))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(SHARD_1);
        bytes[bytes.length - 1] ^= 1;
        Files.write(set.resolve(SHARD_1), bytes);
        assertThatThrownBy(() -> StoredTrajectories.open(set))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining(SHARD_1);
        Path manifest = set.resolve("trajectories.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("\"version\" : 1", "\"version\" : 2"));
        assertThatThrownBy(() -> StoredTrajectories.open(set))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("trajectories.json: version must be 1 but is 2");
        Files.writeString(manifest, text.substring(0, 30));
        assertThatThrownBy(() -> StoredTrajectories.open(set))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not valid JSON");
    }

    @Test
    void wholeEpisodesAreSetApart() {
        TrajectorySplit split = TrajectorySplit.of(new Episodes(10), 0.3, 5);
        assertThat(split.validation().size()).isEqualTo(3);
        assertThat(split.train().size()).isEqualTo(7);
        assertThat(Stream.of(split.train(), split.validation()).flatMap(part -> IntStream.range(0, part.size())
                        .mapToObj(i -> part.episode(i).observation(0)[0])))
                .containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0);
        assertThatThrownBy(() -> TrajectorySplit.of(new Episodes(1), 0.3, 5))
                .hasMessageContaining("two episodes or more");
    }

    @Test
    void aRecordingMustEndWithAnObservation() {
        TrajectoryRecorder recorder = new TrajectoryRecorder(Episodes.SHAPE)
                .see(new double[] {1, 2}, 3)
                .act(4);
        assertThatThrownBy(recorder::trajectory).hasMessageContaining("actions must have 0 rows");
        assertThatThrownBy(() -> recorder.see(new double[] {1}, 3)).hasMessageContaining("length 2 but had 1");
        assertThatThrownBy(() -> recorder.act(1, 2)).hasMessageContaining("an action must have length 1");
    }

    @Test
    void whatLiesPastTheEndIsASentence() {
        Trajectory run = Episodes.counted(0, 4);
        String expected = " must be 0 to 4 in this episode but was ";
        for (int time : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> run.observation(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the time of an observation" + expected + time + ".");
            assertThatThrownBy(() -> run.proprioception(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the time of proprioception" + expected + time + ".");
        }
        assertThatThrownBy(() -> run.action(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time of an action must be 0 to 3 in this episode but was 4.");
        Trajectories list = Trajectories.of("two", List.of(run, run));
        for (Trajectories set : List.of(list, list.subset(1, 0))) {
            for (int index : new int[] {-1, 2}) {
                String message = "an episode of two must be 0 to 1 but was " + index + ".";
                assertThatThrownBy(() -> set.episode(index))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> set.steps(index)).hasMessage(message);
                assertThatThrownBy(() -> set.subset(0, index)).hasMessage(message);
            }
        }
    }

    @Test
    void shapesThatNoMemoryHoldsAreRefused() {
        assertThatThrownBy(() ->
                        new EpisodeShape(EpisodeShape.Kind.NUMBERS, List.of(1 << 16, 1 << 16, 1 << 16, 1 << 16), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observation must fit into 2 GiB but [65536, 65536, 65536, 65536] takes");
        assertThatThrownBy(() -> EpisodeShape.numbers(2, Integer.MAX_VALUE))
                .hasMessageContaining("actionDim must fit into 2 GiB but [2147483647] takes 8589934588 bytes");
    }
}
