package dev.jepa.core.train;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.TextFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code metrics.jsonl}: one JSON object a line, with {@code step}, {@code wall_time} and the values.
 *
 * <p>Each line is handed to the system at once, so that a killed process loses at most the one it was writing.
 */
public final class JsonlMetrics implements MetricsSink {
    private final GrowingFile growing;
    private final Clock clock;

    private JsonlMetrics(Path file, Clock clock) {
        this.clock = clock;
        try {
            this.growing = GrowingFile.open(file, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    /** Starts an empty file in place of one that may be there. */
    public static JsonlMetrics create(Path file) {
        return create(file, Clock.systemUTC());
    }

    static JsonlMetrics create(Path file, Clock clock) {
        AtomicFiles.writeBytes(file, new byte[0]);
        return new JsonlMetrics(file, clock);
    }

    /**
     * Continues a file after a step: lines of later steps, and a last line cut off by a kill, are dropped.
     *
     * @throws FileFormatException if another line is not one of this class
     */
    public static JsonlMetrics resume(Path file, long lastStep) {
        return resume(file, lastStep, Clock.systemUTC());
    }

    static JsonlMetrics resume(Path file, long lastStep, Clock clock) {
        List<MetricsLine> lines = Files.exists(file) ? read(file) : List.of();
        StringBuilder kept = new StringBuilder();
        lines.stream().filter(line -> line.step() <= lastStep).forEach(line -> kept.append(text(line)));
        AtomicFiles.writeString(file, kept.toString());
        return new JsonlMetrics(file, clock);
    }

    /**
     * The lines of a file; a last line cut off by a kill is left out.
     *
     * @throws FileFormatException if another line is not one of this class
     */
    public static List<MetricsLine> read(Path file) {
        List<MetricsLine> lines = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] next = line(in);
            for (int number = 1; next.length > 0; number++) {
                Optional<String> text = TextFiles.decode(next);
                Optional<MetricsLine> line = text.flatMap(MetricsLine::parse);
                next = line(in);
                if (line.isPresent()) {
                    lines.add(line.get());
                } else if (next.length > 0) {
                    throw FileFormatException.of(
                            file,
                            "line " + number + " is not "
                                    + (text.isPresent() ? "a line of metrics." : "text in UTF-8."),
                            "Maybe it was edited by hand; delete that line.");
                }
            }
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return lines;
    }

    /** The bytes up to and with the next line break or the end; none at the end. A cut may fall inside a character. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    @Override
    public void scalars(long step, Map<String, Double> values) {
        if (values.containsKey(MetricsLine.STEP) || values.containsKey(MetricsLine.WALL_TIME)) {
            throw new IllegalArgumentException("A metric cannot be called 'step' or 'wall_time' but these are "
                    + values.keySet() + ".\nMaybe add a prefix, as in 'train/step'.");
        }
        String line = text(new MetricsLine(step, clock.millis() / 1000.0, values));
        growing.append(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(MetricsLine line) {
        return line.toJson() + "\n";
    }

    @Override
    public void close() {
        growing.close();
    }
}
