package dev.jepa.core.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvNumberTest {
    @TempDir
    private Path folder;

    private Trajectory read(String column, String cell) throws IOException {
        Path file = Files.writeString(folder.resolve("run.csv"), "t;x\n0;0\n1;" + cell + "\n2;1\n");
        CsvFormat format = new CsvFormat(
                ";",
                true,
                List.of(CsvColumn.parse(column)),
                List.of(),
                List.of(),
                Optional.of(CsvColumn.parse("t")),
                Optional.empty());
        return new CsvTrajectories("run", List.of(file), format).episode(0);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "+7, 7",
        "-7., -7",
        ".5, 0.5",
        "6e-1, 0.6",
        "1.5E+3, 1500",
        "\"7\", 7",
        "' 7\t', 7",
        "3.4028234e38, 3.4028234e38",
        "1e-400, 0"
    })
    void numbersAreRead(String cell, float value) throws IOException {
        assertThat((float) read("x", cell).observation(1)[0]).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1d",
                "1f",
                "1D",
                "0x1p3",
                "0x10",
                "1_000",
                "\u0661\u0662",
                "1,5",
                "1.5.2",
                "--1",
                "e5",
                ".",
                "nan",
                "inf",
                "1e",
                "1 000",
                "\u22121",
                "1e99999999999"
            })
    void textIsNoNumber(String cell) {
        assertThatThrownBy(() -> read("x", cell))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("run.csv, line 3, column 'x' must be a number but is '" + cell + "'.\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e400", "-1e309"})
    void whatIsNotFiniteIsRefused(String cell) {
        assertThatThrownBy(() -> read("x", cell))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("run.csv, line 3, column 'x' must be finite but is " + cell + ".\nMaybe ");
    }

    @ParameterizedTest
    @CsvSource({
        "x, 1.797E308, 1.797E308",
        "x, -3.5e38, -3.5e38",
        "x*1e30, 1e9, 1e9 times 1.0E30",
        "x*1e300, 9e300, 9e300 times 1.0E300"
    })
    void whatFloat32CannotHoldIsRefused(String column, String cell, String was) {
        assertThatThrownBy(() -> read(column, cell))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "run.csv, line 3, column 'x' must fit into float32, up to 3.4e38, but is " + was + ".\nMaybe ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "NaN", "Infinity", "wide", "1_0", "\u0661"})
    void aFactorIsANumberToo(String factor) {
        assertThatThrownBy(() -> CsvColumn.parse("x*" + factor))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the factor of a column must be a number but was '" + factor + "'");
    }

    @Test
    void anEndlessFactorIsRefused() {
        assertThatThrownBy(() -> CsvColumn.parse("x*1e400")).hasMessageContaining("finite and not 0");
        assertThatThrownBy(() -> CsvColumn.parse("x*1e-400")).hasMessageContaining("finite and not 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1.797e308, -3.5e38})
    void aRecordingHoldsFiniteNumbersOnly(double value) {
        TrajectoryRecorder recorder = new TrajectoryRecorder(Episodes.SHAPE);
        String what = " must hold numbers that fit into float32, up to 3.4e38, but holds " + value;
        assertThatThrownBy(() -> recorder.see(new double[] {1, value}, 3))
                .hasMessageContaining("an observation" + what);
        assertThatThrownBy(() -> recorder.see(new double[] {1, 2}, value))
                .hasMessageContaining("proprioception" + what);
        assertThatThrownBy(() -> recorder.act(value)).hasMessageContaining("an action" + what);
    }
}
