package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvTrajectoriesTest {
    @TempDir
    private Path folder;

    private Trajectory read(String text, CsvFormat format) {
        try {
            Path file = Files.writeString(folder.resolve("run.csv"), text);
            return new CsvTrajectories("runs", List.of(file), format).episode(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<CsvColumn> columns(String... texts) {
        return Arrays.stream(texts).map(CsvColumn::parse).toList();
    }

    private static CsvFormat named(String... observations) {
        return new CsvFormat(
                ",", true, columns(observations), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void columnsAreChosenByNameAndScaled() {
        CsvFormat format = new CsvFormat(
                ",", true, columns("y", "x*100"), columns("u*-1"), columns("t"), Optional.empty(), Optional.empty());
        Trajectory run = read("\ufefft,x,\"y\",u\r\n0, 1,2,3\r\n1,4,5,6\r\n\r\n2,7,8,9\r\n", format);
        assertThat(run.steps()).isEqualTo(2);
        assertThat(run.observation(0)).containsExactly(2, 100);
        assertThat(run.observation(2)).containsExactly(8, 700);
        assertThat(run.action(1)).containsExactly(-6);
        assertThat(run.proprioception(2)).containsExactly(2);
    }

    @Test
    void columnsAreChosenByNumberWhereThereIsNoHeader() {
        CsvFormat format =
                new CsvFormat(";", false, columns("2", "0"), List.of(), List.of(), Optional.empty(), Optional.empty());
        Trajectory run = read("1;x;3\n4;y;6e-1\n", format);
        assertThat(run.observation(1)[0]).isCloseTo(0.6, within(1e-7));
        assertThat(run.observation(1)[1]).isEqualTo(4);
        assertThat(read("t,x,y\n1,2,3\n4,5,6\n", named("2")).observation(0)).containsExactly(3);
    }

    @Test
    void unevenTimesAreResampled() {
        CsvFormat format = new CsvFormat(
                ",",
                true,
                columns("x"),
                columns("u"),
                List.of(),
                Optional.of(CsvColumn.parse("ms*0.001")),
                Optional.of(0.5));
        Trajectory run = read("ms,x,u\n1000,0,7\n1250,1,8\n2250,3,9\n3000,3,10\n", format);
        assertThat(run.steps()).isEqualTo(4);
        assertThat(Stream.of(0, 1, 2, 3, 4).map(t -> run.observation(t)[0])).containsExactly(0.0, 1.5, 2.5, 3.0, 3.0);
        assertThat(Stream.of(0, 1, 2, 3).map(t -> run.action(t)[0])).containsExactly(7.0, 8.0, 8.0, 9.0);
    }

    @Test
    void severalFilesAreSeveralEpisodes() throws IOException {
        Path a = Files.writeString(folder.resolve("a.csv"), "x\n1\n2\n");
        Path b = Files.writeString(folder.resolve("b.csv"), "x\n3\n4\n5\n");
        CsvTrajectories runs = new CsvTrajectories("runs", List.of(a, b), named("x"));
        assertThat(runs.size()).isEqualTo(2);
        assertThat(runs.steps(1)).isEqualTo(2);
        assertThat(runs.shape()).isEqualTo(EpisodeShape.numbers(1, 0));
        TrajectoryWriter.write(runs, folder.resolve("set"), 1, (done, total) -> {});
        try (StoredTrajectories stored = StoredTrajectories.open(folder.resolve("set"))) {
            assertThat(stored.episode(1).observation(2)).containsExactly(5);
        }
        Files.writeString(b, "x\n3\n4\n5\n6\n");
        assertThatThrownBy(() -> TrajectoryWriter.write(runs, folder.resolve("set"), 1, (done, total) -> {}))
                .hasMessageContaining("holds another set of trajectories");
    }

    static Stream<Arguments> malformed() {
        CsvFormat timed = new CsvFormat(
                ",", true, columns("xy"), List.of(), List.of(), Optional.of(CsvColumn.parse("t")), Optional.empty());
        CsvFormat resampled = new CsvFormat(
                ",", true, columns("xy"), List.of(), List.of(), Optional.of(CsvColumn.parse("t")), Optional.of(5.0));
        CsvFormat bare =
                new CsvFormat(",", false, columns("0"), List.of(), List.of(), Optional.empty(), Optional.empty());
        return Stream.of(
                Arguments.of(
                        "t,xz\n0,1\n1,2\n", named("xy"), "has no column 'xy' among its 2.", "Maybe 'xz' was meant."),
                Arguments.of(
                        "0,1\n1,2\n",
                        new CsvFormat(
                                ",", false, columns("2"), List.of(), List.of(), Optional.empty(), Optional.empty()),
                        "has no column '2' among its 2.",
                        "Maybe"),
                Arguments.of(
                        "t,xy\n0,1\n1\n", named("xy"), "line 3 has 1 columns but the first line has 2", "cut short"),
                Arguments.of("t,xy\n0,1\n1,2,3\n", named("xy"), "line 3 has 3 columns", "delimiter"),
                Arguments.of(
                        "t,xy\n0,NaN\n1,2\n", named("xy"), "line 2, column 'xy' must be finite but is NaN", "Maybe"),
                Arguments.of(
                        "t,xy\n0,1\n1,inf\n", named("xy"), "line 3, column 'xy' must be a number but is 'inf'", ""),
                Arguments.of("t,xy\n0,\n1,2\n", named("xy"), "line 2, column 'xy' must be a number but is ''", "Maybe"),
                Arguments.of(
                        "a\n1\n",
                        bare,
                        "line 1, column '0' must be a number but is 'a'",
                        "Maybe the first line is a header"),
                Arguments.of("t,xy\n0,1\n", named("xy"), "has 1 rows of numbers", "Maybe it was cut short."),
                Arguments.of("", named("xy"), "has 0 rows of numbers", "Maybe it was cut short."),
                Arguments.of("xy,xy\n0,1\n1,2\n", named("xy"), "has two columns 'xy'", "Maybe choose by number"),
                Arguments.of("t,xy\n0,1\n0,2\n", timed, "line 3, column 't' must rise", "but is 0 after 0"),
                Arguments.of("t,xy\n0,1\n1,2\n", resampled, "lasts 1.0, less than one step of 5.0", "another unit"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedFilesAreRefusedWithTheirPlace(String text, CsvFormat format, String what, String more) {
        assertThatThrownBy(() -> read(text, format))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("run.csv")
                .hasMessageContaining(what)
                .hasMessageContaining(more);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x.csv"), "t,\u00e4\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new CsvTrajectories("x", List.of(file), named("t")).episode(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is not text in UTF-8");
        assertThatThrownBy(() -> new CsvTrajectories("x", List.of(folder.resolve("none.csv")), named("t")).episode(0))
                .hasMessageContaining("does not exist");
    }

    @Test
    void impossibleFormatsAreRefused() {
        assertThatThrownBy(() -> CsvColumn.parse("x*wide")).hasMessageContaining("factor of a column must be a number");
        assertThatThrownBy(() -> CsvColumn.parse("x*0")).hasMessageContaining("not 0");
        assertThatThrownBy(CsvTrajectoriesTest::named).hasMessageContaining("observations must name a column");
        assertThatThrownBy(() -> new CsvFormat(
                        "||", true, columns("x"), List.of(), List.of(), Optional.empty(), Optional.empty()))
                .hasMessageContaining("delimiter must be one character");
        assertThatThrownBy(() -> new CsvFormat(
                        ",", true, columns("x"), List.of(), List.of(), Optional.empty(), Optional.of(0.1)))
                .hasMessageContaining("needs a column of the time");
    }
}
