package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.trajectory.StoredTrajectories;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.tworooms.TwoRoomsRecipes;
import dev.jepa.examples.worlds.WorldRecipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ctrl-C in a terminal with a bar. Each command ends with 130, says what is there and how to go on, leaves nothing half-written,
 * the cursor on a new line and the terminal as it was.
 */
class TerminalTest {
    private static final int COLUMNS = 100;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsAPseudoTerminal() {
        assumeTrue(Terminal.isThere(), "there is no 'script' here to make a pseudo-terminal with");
    }

    private Terminal tiny(int columns, Object... arguments) throws IOException {
        return start(TinyJepa.class, columns, arguments);
    }

    private Terminal jepa(Object... arguments) throws IOException {
        return start(Jepa.class, COLUMNS, arguments);
    }

    private Terminal start(Class<?> main, int columns, Object... arguments) throws IOException {
        return Terminal.start(
                folder, columns, JavaCommand.of(main, List.of("-Djepa.terminal=true", "-Xmx512m"), arguments));
    }

    private void assertStopped(String seen, String... said) {
        assertThat(seen).contains(said);
        assertThat(seen).containsPattern("\\Rexit code 130\\R").doesNotContain("\tat ");
        assertThat(leftovers()).isEmpty();
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(AtomicFiles::isLeftover).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTrainingSavesAndGoesOn() throws Exception {
        Path run = folder.resolve("run");
        try (Terminal terminal =
                tiny(COLUMNS, "train", "tiny", "--out", run, "--set", "steps=100000", "--set", "pauseMillis=20")) {
            String seen = terminal.await("examples/s").controlC().ended();
            assertStopped(seen, "Ctrl-C again ends at once", "Go on with: jepa train tiny --resume " + run);
        }
        long steps = Files.lines(run.resolve("metrics.jsonl")).count();
        assertThat(run.resolve(String.format("checkpoints/step-%08d.json", steps)))
                .exists();
        TinyJepa.Outcome more = TinyJepa.run("train", "tiny", "--resume", run, "--steps", steps + 1);
        assertThat(more.code()).as(more.err()).isZero();
        assertThat(more.out()).containsPattern("steps +" + (steps + 1));
    }

    @Test
    void aSecondTimeEndsATrainingAtOnce() throws Exception {
        Path run = folder.resolve("run");
        try (Terminal terminal = tiny(COLUMNS, "train", "tiny", "--out", run, "--set", "pauseMillis=3600000")) {
            String seen = terminal.await("Training  [")
                    .controlC()
                    .await("Ctrl-C again ends at once")
                    .controlC()
                    .ended();
            assertStopped(seen, "Ended without saving, as asked a second time.");
        }
        assertThat(run.resolve("checkpoints")).isEmptyDirectory();
    }

    @Test
    void beforeTheFirstStepNothingIsKept() throws Exception {
        Path run = folder.resolve("run");
        try (Terminal terminal = jepa("train", "pendulum", "--out", run, "--set", "data.episodes=10000000")) {
            String seen = terminal.await("Exploring  [").controlC().ended();
            assertStopped(seen, "Stopped before the first step; nothing is written.");
        }
        assertThat(run).doesNotExist();
    }

    @Test
    void afterTheLastStepTheRunGoesOnWithItsEvaluation() throws Exception {
        Path run = folder.resolve("run");
        try (Terminal terminal = tiny(COLUMNS, "train", "tiny", "--out", run, "--set", "judgeMillis=3600000")) {
            String seen = terminal.await("Judging").controlC().ended();
            assertStopped(seen, "Stopped.", "Go on with: jepa train tiny --resume " + run);
        }
        assertThat(run.resolve("checkpoints/step-00000008.json")).exists();
        assertThat(run.resolve("summary.json")).doesNotExist();
    }

    @Test
    void planningEndsAtOnce() throws Exception {
        Path run = folder.resolve("run");
        train(new Recipes(List.copyOf(WorldRecipes.all())), "pendulum", run, "data.episodes=3", "data.steps=12");
        try (Terminal terminal = jepa("plan", "--run", run, "--planner", "cem", "--episodes", 100)) {
            String seen = terminal.await("Oracle  [").controlC().ended();
            assertStopped(seen, "Stopped; nothing is written.");
        }
        assertThat(run.resolve("plan-cem")).doesNotExist();
    }

    @Test
    void theAgentEndsAtOnce() throws Exception {
        Path run = folder.resolve("run");
        train(
                new Recipes(List.of(TwoRoomsRecipes.fixedWall())),
                "two-rooms-fixed",
                run,
                "batch.layouts=1",
                "batch.walks=16",
                "batch.length=7");
        try (Terminal terminal = jepa("agent", "--run", run)) {
            String seen = terminal.await("imagination").controlC().ended();
            assertStopped(seen, "Stopped; nothing is written.");
        }
        assertThat(run.resolve("agent")).doesNotExist();
    }

    private static void train(Recipes recipes, String recipe, Path run, String... settings) {
        List<Object> words = new ArrayList<>(List.of("train", recipe, "--out", run, "--steps", 1));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        TinyJepa.Outcome outcome = TinyJepa.run(recipes, words.toArray());
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    @Test
    void recordedEpisodesAreWholeAndGoneOnWith() throws Exception {
        Path set = folder.resolve("set");
        Object[] command = {
            "data",
            "trajectories",
            "--world",
            "pendulum",
            "--episodes",
            2000,
            "--shard",
            1,
            "--observe",
            "state",
            "--steps",
            50,
            "--out",
            set
        };
        try (Terminal terminal = jepa(command)) {
            String seen = terminal.await(" left").controlC().ended();
            assertStopped(seen, "are whole.", "Go on with the same command.");
        }
        assertThat(set.resolve("summary.json")).doesNotExist();
        assertThat(TinyJepa.run(command).code()).isZero();
        try (StoredTrajectories stored = StoredTrajectories.open(set)) {
            assertThat(stored.size()).isEqualTo(2000);
        }
    }

    @Test
    void importedEpisodesAreWhole() throws Exception {
        Path rows = Files.writeString(folder.resolve("a.csv"), "t,q,u\n" + "0,1,2\n".repeat(2000));
        List<Object> command = new ArrayList<>(List.of("data", "import"));
        command.addAll(Collections.nCopies(3000, rows));
        command.addAll(List.of("--observations", "q", "--actions", "u", "--shard", 1, "--out", folder.resolve("set")));
        try (Terminal terminal = jepa(command.toArray())) {
            String seen = terminal.await(" left").controlC().ended();
            assertStopped(seen, "are whole.", "Go on with the same command.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 100})
    void theBarStaysOnOneLine(int columns) throws Exception {
        try (Terminal terminal =
                tiny(columns, "train", "tiny", "--out", folder.resolve("run"), "--set", "pauseMillis=30")) {
            String seen = terminal.ended();
            assertThat(seen).contains("exit code 0");
            List<String> bars = Stream.of(seen.split("\r\033\\[K"))
                    .skip(1)
                    .map(bar -> bar.lines().findFirst().orElse(""))
                    .toList();
            assertThat(bars).isNotEmpty().allMatch(bar -> bar.length() < columns);
            assertThat(bars.get(bars.size() - 1)).contains("8/8");
            if (columns >= 80) {
                assertThat(bars.get(bars.size() - 1)).contains("Training  [##", "loss ", "examples/s", "in 0:00:0");
            }
        }
    }
}
