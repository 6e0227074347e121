package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose folder goes away says so with the next thing that it writes, and makes nothing again. */
class DeletedRunTest {
    /** Nothing to configure. */
    record Config() {}

    @TempDir
    private Path root;

    private Path folder;
    private RunFolder run;
    private JsonlMetrics metrics;
    private TensorBoardEvents events;
    private Checkpoints checkpoints;
    private Regression trained;

    @BeforeEach
    void start() {
        folder = root.resolve("run");
        Provenance provenance = new Provenance(
                "tiny", List.of(), Instant.EPOCH, 0, "cpu", DataOrigin.made("numbers", "none"), Map.of(), Map.of());
        run = RunFolder.create(folder, new Config(), provenance);
        metrics = JsonlMetrics.create(run.metrics());
        events = TensorBoardEvents.create(run.tensorBoard());
        checkpoints = new Checkpoints(run.checkpoints(), CheckpointPolicy.every(1), new Config());
        trained = new Regression(8);
    }

    @AfterEach
    void close() {
        trained.close();
        metrics.close();
        events.close();
        run.close();
    }

    private void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void assertGone(Path what, ThrowingCallable writing) {
        assertThatThrownBy(writing)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(what + " was deleted, moved or replaced while it was being written to."
                        + "\nMaybe bring it back, and go on from its newest checkpoint.");
    }

    @Test
    void theFolderIsNamedAndNotMadeAgain() throws IOException {
        delete(folder);
        assertGone(folder, () -> metrics.scalars(1, Map.of("loss", 1.0)));
        assertGone(folder, () -> events.scalars(1, Map.of("loss", 1.0)));
        assertGone(folder, () -> checkpoints.save(1, trained.state(), Map.of()));
        assertGone(folder, () -> run.path());
        assertThat(folder).doesNotExist();
    }

    @Test
    void aFolderThatWasMovedGetsNoMore() throws IOException {
        checkpoints.save(1, trained.state(), Map.of());
        Files.move(folder, root.resolve("moved"));
        assertGone(folder, () -> metrics.scalars(2, Map.of("loss", 1.0)));
        assertGone(folder, () -> checkpoints.save(2, trained.state(), Map.of()));
        assertThat(folder).doesNotExist();
    }

    @Test
    void theCheckpointsAloneAreNamed() throws IOException {
        delete(run.checkpoints());
        metrics.scalars(1, Map.of("loss", 1.0));
        assertGone(run.checkpoints(), () -> checkpoints.save(1, trained.state(), Map.of()));
        assertThat(run.checkpoints()).doesNotExist();
    }

    /** As an editor saves: the lines would go to a file that has no name any more. */
    @Test
    void aFileThatWasReplacedIsNamed() throws IOException {
        Path other = Files.writeString(root.resolve("other"), "");
        Files.move(other, run.metrics(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertGone(run.metrics(), () -> metrics.scalars(1, Map.of("loss", 1.0)));
        assertThat(run.metrics()).isEmptyFile();
    }

    @Test
    void aFolderOfCheckpointsThatIsNotThereYetIsMade() {
        Path fresh = root.resolve("a/b");
        new Checkpoints(fresh, CheckpointPolicy.every(1), new Config()).save(1, trained.state(), Map.of());
        assertThat(fresh.resolve("step-00000001.json")).exists();
    }
}
