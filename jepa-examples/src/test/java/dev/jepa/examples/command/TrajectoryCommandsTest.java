package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.io.SafetensorsWriter;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.trajectory.EpisodeShape;
import dev.jepa.core.trajectory.StoredTrajectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrajectoryCommandsTest {
    @TempDir
    private Path folder;

    private TinyJepa.Outcome run(String arguments) {
        return TinyJepa.run((Object[]) (arguments + " --out " + folder.resolve("set")).split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "two-rooms, walks, 2, 2",
        "two-rooms, oracle, 2, 2",
        "maze, oracle, 2, 4",
        "pendulum, random, 1, 2",
        "cart-pole, random, 1, 4",
        "push-t, random, 2, 7"
    })
    void everyWorldIsRecorded(String world, String policy, int actionDim, int stateDim) {
        TinyJepa.Outcome done = run(
                "data trajectories --world %s --policy %s --episodes 3 --steps 5 --shard 2".formatted(world, policy));
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out()).contains("episodes").contains("Written to");
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("set"))) {
            assertThat(stored.size()).isEqualTo(3);
            assertThat(stored.shape().kind()).isEqualTo(EpisodeShape.Kind.PIXELS);
            assertThat(stored.shape().actionDim()).isEqualTo(actionDim);
            assertThat(stored.shape().proprioceptionDim()).isEqualTo(stateDim);
            assertThat(stored.steps(2)).isEqualTo(5);
        }
        assertThat(folder.resolve("set/summary.json")).content().contains("\"episodes\" : 3");
    }

    @Test
    void csvFilesAreImported() throws IOException {
        Path a = Files.writeString(folder.resolve("a.csv"), "t;q;u\n0;90;1\n1;180;2\n");
        TinyJepa.Outcome done =
                run("data import " + a + " --observations q*0.0174533 --actions u --time t --delimiter ;");
        assertThat(done.code()).as(done.err()).isZero();
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("set"))) {
            assertThat(stored.episode(0).observation(1)[0]).isBetween(3.14, 3.15);
        }
        TinyJepa.Outcome wrong = run("data import " + a + " --observations p --delimiter ; --shard 7");
        assertThat(wrong.code()).isEqualTo(Failures.FAILURE);
        assertThat(wrong.err()).contains("holds another set of trajectories");
    }

    @Test
    void aFailedImportDoesNotBlockTheCorrectedOne() throws IOException {
        Path a = Files.writeString(folder.resolve("a.csv"), "angle,torque\n0,0\n1,1\n");
        TinyJepa.Outcome typo = run("data import " + a + " --observations angel --actions torque");
        assertThat(typo.code()).isEqualTo(Failures.FAILURE);
        assertThat(typo.err()).contains("has no column 'angel' among its 2.\nMaybe 'angle' was meant.");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(a);
        }
        assertThat(run("data import " + a + " --observations angle --actions torque")
                        .code())
                .isZero();
    }

    @Test
    void resamplingIsReported() throws IOException {
        Path a = Files.writeString(folder.resolve("a.csv"), "t,q\n0,0\n0.1,1\n0.204,2\n0.5,5\n");
        TinyJepa.Outcome done = run("data import " + a + " --observations q --time t --seconds 0.1");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out())
                .contains(
                        "Resampled to 0.1: 3 of 6 rows stand where they were recorded, 1 were moved by at most 0.00400, 2 lie between two; the longest gap is 0.296.");
        assertThat(folder.resolve("set/summary.json"))
                .content()
                .contains("\"resampled_rows\" : 6", "\"resampled_moved_share\" : 0.5", "\"resampled_between\" : 2");
    }

    @Test
    void aSafetensorsFileIsImported() {
        Path file = folder.resolve("d.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(
                        StoredTensor.of("state", new float[8], 4, 2),
                        StoredTensor.of("action", new float[4], 4, 1),
                        StoredTensor.of("ends", new long[] {2, 4}, 2)));
        TinyJepa.Outcome done =
                run("data import " + file + " --observations state --actions action --episode-ends ends");
        assertThat(done.code()).as(done.err()).isZero();
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("set"))) {
            assertThat(stored.size()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data trajectories --world moze --episodes 1 | There is no world 'moze'. | Maybe 'maze' was meant.",
                "data trajectories --world push-t --policy oracle --episodes 1 | has no policy 'oracle'; it has random. | ''",
                "data trajectories --world maze --episodes 0 | must be >= 1 but were 0, 1 | ''",
                "data trajectories --world two-rooms --policy walks --observe state --episodes 1 | as pixels | leave out --observe",
                "data trajectories --world maze | Missing required option: '--episodes=N' | Maybe see jepa data trajectories --help.",
                "data import none.csv --observations x | none.csv does not exist. | mistyped",
                "data import pom.xml --observations x*y | factor of a column must be a number | ''",
                "data import pom.xml --observations x --delimiter ab | delimiter must be one character | ''"
            })
    void wrongUseIsExplained(String arguments, String what, String advice) {
        TinyJepa.Outcome wrong = run(arguments);
        assertThat(wrong.code()).isEqualTo(Failures.WRONG_USE);
        assertThat(wrong.err()).contains(what).contains(advice);
        assertThat(folder.resolve("set")).doesNotExist();
    }
}
