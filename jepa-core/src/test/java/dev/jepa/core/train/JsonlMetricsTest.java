package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.io.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlMetricsTest {
    private static final Clock NOON = Clock.fixed(Instant.ofEpochMilli(1_764_072_000_250L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void eachCallIsALineThatIsInTheFileAtOnce() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 0.5);
        values.put("lr", 1e-3);
        try (JsonlMetrics metrics = JsonlMetrics.create(file, NOON)) {
            metrics.scalars(3, values);
            assertThat(Files.readString(file))
                    .isEqualTo("{\"step\":3,\"wall_time\":1.76407200025E9,\"loss\":0.5,\"lr\":0.001}\n");
        }
    }

    @Test
    void whatIsWrittenIsReadBackEvenIfItIsNotANumber() {
        Map<String, Double> values =
                Map.of("a", Double.NaN, "b", Double.POSITIVE_INFINITY, "c", Double.NEGATIVE_INFINITY, "d\"", 0.1);
        try (JsonlMetrics metrics = JsonlMetrics.create(file, NOON)) {
            metrics.scalars(1L << 40, values);
        }
        assertThat(JsonlMetrics.read(file)).containsExactly(new MetricsLine(1L << 40, 1_764_072_000.25, values));
    }

    @Test
    void resumingDropsLaterStepsAndTheTornLine() throws IOException {
        try (JsonlMetrics metrics = JsonlMetrics.create(file, NOON)) {
            for (int step = 1; step <= 5; step++) {
                metrics.scalars(step, Map.of("loss", 1.0 / step));
            }
        }
        Files.writeString(file, "{\"step\":6,\"wall_", StandardOpenOption.APPEND);
        try (JsonlMetrics metrics = JsonlMetrics.resume(file, 3, NOON)) {
            metrics.scalars(4, Map.of("loss", 9.0));
        }
        assertThat(JsonlMetrics.read(file)).extracting(MetricsLine::step).containsExactly(1L, 2L, 3L, 4L);
        assertThat(JsonlMetrics.read(file).get(3).values()).containsEntry("loss", 9.0);
    }

    /** A kill may fall into the bytes of one character. */
    @Test
    void aLineTornInsideACharacterIsDropped() throws IOException {
        byte[] lines = "{\"step\":1,\"wall_time\":1.0}\n{\"step\":2,\"wall_time\":1.0,\"Größe"
                .getBytes(StandardCharsets.UTF_8);
        for (int length = lines.length - 6; length <= lines.length; length++) {
            Files.write(file, Arrays.copyOf(lines, length));
            assertThat(JsonlMetrics.read(file)).extracting(MetricsLine::step).containsExactly(1L);
        }
    }

    @Test
    void resumingWithoutAFileStartsOne() {
        try (JsonlMetrics metrics = JsonlMetrics.resume(file, 3)) {
            metrics.scalars(4, Map.of("loss", 9.0));
        }
        assertThat(JsonlMetrics.read(file)).hasSize(1);
    }

    @Test
    void creatingReplacesAnOldFile() {
        for (int run = 0; run < 2; run++) {
            try (JsonlMetrics metrics = JsonlMetrics.create(file)) {
                metrics.scalars(run, Map.of());
            }
        }
        assertThat(JsonlMetrics.read(file)).extracting(MetricsLine::step).containsExactly(1L);
    }

    @Test
    void aDamagedLineInTheMiddleIsNamed() throws IOException {
        Files.writeString(file, "{\"step\":1,\"wall_time\":1.0}\n{\"step\":\"x\"}\n{\"step\":3,\"wall_time\":1.0}\n");
        assertThatThrownBy(() -> JsonlMetrics.resume(file, 3))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(file + ": line 2 is not a line of metrics."
                        + "\nMaybe it was edited by hand; delete that line.");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n', '\n'});
        assertThatThrownBy(() -> JsonlMetrics.read(file)).hasMessageContaining("line 1 is not text in UTF-8.");
    }

    @Test
    void reservedNamesAreRefused() {
        try (JsonlMetrics metrics = JsonlMetrics.create(file)) {
            assertThatThrownBy(() -> metrics.scalars(1, Map.of("step", 1.0)))
                    .hasMessageStartingWith("A metric cannot be called 'step' or 'wall_time'");
        }
    }
}
