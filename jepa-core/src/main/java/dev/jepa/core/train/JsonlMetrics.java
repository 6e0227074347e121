package dev.jepa.core.train;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
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
    private final Path file;
    private final FileChannel channel;
    private final Clock clock;

    private JsonlMetrics(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        AtomicFiles.write(file, channel -> {
            for (MetricsLine line : lines) {
                if (line.step() <= lastStep) {
                    write(channel, line);
                }
            }
        });
        return new JsonlMetrics(file, clock);
    }

    /**
     * The lines of a file; a last line cut off by a kill is left out.
     *
     * @throws FileFormatException if another line is not one of this class
     */
    public static List<MetricsLine> read(Path file) {
        List<MetricsLine> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String next = reader.readLine();
            for (int number = 1; next != null; number++) {
                String text = next;
                next = reader.readLine();
                Optional<MetricsLine> line = MetricsLine.parse(text);
                if (line.isPresent()) {
                    lines.add(line.get());
                } else if (next != null) {
                    throw damaged(file, "line " + number + " is not a line of metrics.");
                }
            }
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is not valid UTF-8.");
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return lines;
    }

    private static FileFormatException damaged(Path file, String what) {
        return FileFormatException.of(file, what, "Maybe it was edited by hand; delete that line.");
    }

    @Override
    public void scalars(long step, Map<String, Double> values) {
        if (values.containsKey(MetricsLine.STEP) || values.containsKey(MetricsLine.WALL_TIME)) {
            throw new IllegalArgumentException("A metric cannot be called 'step' or 'wall_time' but these are "
                    + values.keySet() + ".\nMaybe add a prefix, as in 'train/step'.");
        }
        try {
            write(channel, new MetricsLine(step, clock.millis() / 1000.0, values));
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    private static void write(FileChannel channel, MetricsLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }
}
