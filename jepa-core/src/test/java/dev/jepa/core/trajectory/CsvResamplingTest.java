package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.data.DataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row i of each log holds observation i and action i. */
class CsvResamplingTest {
    @TempDir
    private Path folder;

    private CsvTrajectories log(int rows, String unit, double seconds, IntFunction<String> stamp) throws IOException {
        String text = IntStream.range(0, rows)
                .mapToObj(i -> stamp.apply(i) + "," + i + "," + i + "\n")
                .collect(Collectors.joining("", "t,x,u\n", ""));
        return resampled(Files.writeString(folder.resolve("log.csv"), text), "x", "u", "t" + unit, seconds);
    }

    private static CsvTrajectories resampled(Path file, String x, String u, String time, double seconds) {
        return new CsvTrajectories(
                "log",
                List.of(file),
                new CsvFormat(
                        ",",
                        true,
                        List.of(CsvColumn.parse(x)),
                        List.of(CsvColumn.parse(u)),
                        List.of(),
                        Optional.of(CsvColumn.parse(time)),
                        Optional.of(seconds)));
    }

    private static double[] observations(Trajectory run) {
        return IntStream.rangeClosed(0, run.steps())
                .mapToDouble(t -> run.observation(t)[0])
                .toArray();
    }

    private static double[] actions(Trajectory run) {
        return IntStream.range(0, run.steps())
                .mapToDouble(t -> run.action(t)[0])
                .toArray();
    }

    private static double[] counted(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    private static void assertUnchanged(CsvTrajectories log, int rows) {
        Trajectory run = log.episode(0);
        assertThat(observations(run)).containsExactly(counted(rows));
        assertThat(actions(run)).containsExactly(counted(rows - 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.033333333333, 1 / 30.0, 0.0333333333334, 0.033333})
    void theOwnRateChangesNothing(double seconds) throws URISyntaxException {
        Path file = Path.of(CsvResamplingTest.class.getResource("csv-30hz.csv").toURI());
        CsvTrajectories log = resampled(file, "angle", "torque", "t", seconds);
        assertUnchanged(log, 12);
        assertThat(log.alignment().orElseThrow().movedShare()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0333, 0.0334, 0.033})
    void aRoundedRateKeepsEachActionAtItsRow(double seconds) throws IOException {
        Trajectory run = log(20, "", seconds, i -> Double.toString(i / 30.0)).episode(0);
        assertThat(actions(run)).containsExactly(counted(run.steps()));
        assertThat(run.steps()).isEqualTo(19);
        assertThat(run.observation(15)[0]).isCloseTo(15 * seconds * 30, within(0.02));
    }

    @Test
    void jitterChangesNothingAtTheOwnRateAndIsReported() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            double[] jitter = new Random(seed).doubles(199, -0.0005, 0.0005).toArray();
            CsvTrajectories log = log(199, "", 0.01, i -> Double.toString(i * 0.01 + jitter[i]));
            assertUnchanged(log, 199);
            CsvAlignment alignment = log.alignment().orElseThrow();
            assertThat(alignment.rows()).isEqualTo(199);
            assertThat(alignment.between()).isZero();
            assertThat(alignment.moved()).isGreaterThan(150);
            assertThat(alignment.largestMove()).isBetween(0.0003, 0.001);
        }
    }

    @Test
    void unboundedJitterKeepsEachActionAtItsRow() throws IOException {
        Random random = new Random(3);
        double[] jitter =
                random.doubles(199).map(u -> 0.0005 * random.nextGaussian()).toArray();
        CsvTrajectories log = log(199, "", 0.01, i -> Double.toString(i * 0.01 + jitter[i]));
        assertThat(actions(log.episode(0))).containsExactly(counted(198));
    }

    /** Stamps since 1970 in seconds (16 digits and all), milliseconds (rounded), microseconds, nanoseconds. */
    @Test
    void stampsOfEveryUnitAndSizeKeepTheirRows() throws IOException {
        int rows = 300;
        double step = 1 / 30.0;
        assertUnchanged(log(rows, "", step, i -> Double.toString(1.7e9 + i / 30.0)), rows);
        assertUnchanged(log(rows, "", step, i -> String.format(Locale.ROOT, "%.3f", 1.7e9 + i / 30.0)), rows);
        assertUnchanged(
                log(rows, "*0.001", step, i -> Long.toString(1_700_000_000_000L + Math.round(i * 1000 / 30.0))), rows);
        assertUnchanged(
                log(rows, "*1e-6", step, i -> Long.toString(1_700_000_000_000_000L + i * 1_000_000L / 30)), rows);
        assertUnchanged(
                log(rows, "*1e-9", step, i -> Long.toString(1_700_000_000_000_000_000L + i * 1_000_000_000L / 30)),
                rows);
        assertUnchanged(log(rows, "*1e-9", 50e-9, i -> Long.toString(1_700_000_000_000_000_000L + i * 50L)), rows);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0 2 4 6 8 10, 0 2 4 6 8",
        "5, 0 5 10, 0 5",
        "0.5, 0 0.5 1 1.5 2 2.5 3 3.5 4 4.5 5, 0 0 1 1 2 2 3 3 4 4",
        "1.5, 0 1.5 3 4.5 6 7.5 9, 0 1 3 4 6 7",
        "0.75, 0 0.75 1.5 2.25 3, 0 0 1 2"
    })
    void otherRatesTakeObservationsBetweenAndHoldActions(double factor, String observed, String acted)
            throws IOException {
        int rows = (int) Math.round(Double.parseDouble(observed.substring(observed.lastIndexOf(' ') + 1))) + 1;
        Trajectory run =
                log(rows, "", factor * 0.1, i -> Double.toString(5 + i * 0.1)).episode(0);
        double[] expected = numbers(observed);
        assertThat(run.steps()).isEqualTo(expected.length - 1);
        assertThat(observations(run)).containsExactly(expected, within(1e-5));
        assertThat(actions(run)).containsExactly(numbers(acted));
    }

    private static double[] numbers(String text) {
        return List.of(text.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void aGapIsBridgedAndReported() throws IOException {
        CsvTrajectories log = log(6, "", 0.1, i -> Double.toString(i < 3 ? i * 0.1 : i * 0.1 + 0.4));
        Trajectory run = log.episode(0);
        assertThat(observations(run))
                .containsExactly(new double[] {0, 1, 2, 2.2, 2.4, 2.6, 2.8, 3, 4, 5}, within(1e-5));
        assertThat(actions(run)).containsExactly(0, 1, 2, 2, 2, 2, 2, 3, 4);
        CsvAlignment alignment = log.alignment().orElseThrow();
        assertThat(alignment.between()).isEqualTo(4);
        assertThat(alignment.movedShare()).isEqualTo(0.4);
        assertThat(alignment.longestGap()).isCloseTo(0.5, within(1e-9));
        assertThat(alignment)
                .hasToString(
                        "6 of 10 rows stand where they were recorded, 0 were moved by at most 0.00, 4 lie between two; the longest gap is 0.500");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 4.9", "1700000000000000001, 1700000000000000001", "1700000000000000002, 1700000000000000001"
    })
    void aTimeThatDoesNotRiseIsNamedWithItsLine(String time, String after) throws IOException {
        CsvTrajectories log = log(3, "", 1, i -> i == 0 ? "1" : i == 1 ? time : after);
        assertThatThrownBy(() -> log.episode(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("log.csv, line 4, column 't' must rise from row to row but is %s after %s."
                        .formatted(after, time));
    }

    @Test
    void aWrongUnitIsNamed() throws IOException {
        assertThatThrownBy(
                        () -> log(10, "", 1e-9, i -> Integer.toString(i * 1000)).episode(0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("log.csv lasts 9000.0, which makes 9000000000001 steps of 1.0E-9")
                .hasMessageContaining("Maybe the time has another unit: scale it.");
    }
}
