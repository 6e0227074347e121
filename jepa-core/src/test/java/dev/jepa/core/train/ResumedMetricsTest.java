package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of a run that was killed or stopped, and resumed, are those of one that never was, all but times and rates. */
class ResumedMetricsTest {
    private static final long STEPS = 47;
    private static final TrainLoopConfig LOOP = new TrainLoopConfig(STEPS, 10, 15, 20);
    private static final List<String> TIMES = List.of("step_ms", "examples_per_second", "data_wait_share");

    /** Nothing to configure. */
    record Config() {}

    @TempDir
    private Path root;

    private Path whole;

    @BeforeEach
    void runWithoutInterruption() {
        whole = root.resolve("whole");
        assertThat(part(whole, Long.MAX_VALUE, () -> false)).isTrue();
    }

    private static Checkpoints checkpoints(Path run) {
        return new Checkpoints(run.resolve("checkpoints"), CheckpointPolicy.every(7), new Config());
    }

    /** Starts or resumes; a kill comes after the step before anything else happens. Returns whether the run came to its end. */
    private static boolean part(Path run, long killedAfter, BooleanSupplier stop) {
        Checkpoints checkpoints = checkpoints(run);
        try (Regression regression = new Regression(8)) {
            long start = checkpoints.restore(regression.state(), note -> {});
            try (MetricsSink sink = MetricsSink.all(List.of(
                    start > 0
                            ? JsonlMetrics.resume(run.resolve("metrics.jsonl"), start)
                            : JsonlMetrics.create(run.resolve("metrics.jsonl")),
                    start > 0 ? TensorBoardEvents.resume(run, start) : TensorBoardEvents.create(run)))) {
                return !new TrainLoop(LOOP, checkpoints, sink, new Killer(killedAfter), stop)
                        .run(regression, start)
                        .stopped();
            } catch (Killed e) {
                return false;
            }
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Killer(long after) implements Progress {
        @Override
        public void begin(long stepsDone, long stepsTotal) {}

        @Override
        public void step(long stepsDone, Map<String, Double> terms, Speed speed) {
            if (stepsDone >= after) {
                throw new Killed();
            }
        }

        @Override
        public void note(String sentence) {}

        @Override
        public void end() {}
    }

    private static List<Map.Entry<Long, Map<String, Double>>> lines(Path run) {
        return JsonlMetrics.read(run.resolve("metrics.jsonl")).stream()
                .map(line -> {
                    Map<String, Double> values = new TreeMap<>(line.values());
                    values.keySet().removeAll(TIMES);
                    return Map.entry(line.step(), values);
                })
                .toList();
    }

    /** In the first steps, before, on and after a checkpoint, and behind a line that the checkpoint does not know. */
    @ParameterizedTest
    @ValueSource(longs = {3, 8, 13, 20, 24, 33, 41, 46, 47})
    void killed(long after) {
        Path run = root.resolve("killed");
        assertThat(part(run, after, () -> false)).isFalse();
        assertThat(part(run, Long.MAX_VALUE, () -> false)).isTrue();
        assertThat(lines(run)).isEqualTo(lines(whole));
    }

    @Test
    void killedAgainAndAgain() {
        Path run = root.resolve("killed");
        for (long after = 4; after <= STEPS; after += 6) {
            assertThat(part(run, after, () -> false)).isFalse();
        }
        assertThat(part(run, Long.MAX_VALUE, () -> false)).isTrue();
        assertThat(lines(run)).isEqualTo(lines(whole));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 25})
    void stopped(int after) {
        Path run = root.resolve("stopped");
        int[] asked = {0};
        assertThat(part(run, Long.MAX_VALUE, () -> asked[0]++ >= after)).isFalse();
        assertThat(part(run, Long.MAX_VALUE, () -> false)).isTrue();
        assertThat(lines(run)).isEqualTo(lines(whole));
    }

    /** TensorBoard forgets, of each file, the steps from which the next begins. */
    @Test
    void theEventsThatTensorBoardKeepsAreThoseOfTheWholeRun() throws IOException {
        Path run = root.resolve("killed");
        part(run, 33, () -> false);
        part(run, Long.MAX_VALUE, () -> false);
        assertThat(scalars(run)).isEqualTo(scalars(whole));
    }

    private static Map<String, Float> scalars(Path run) throws IOException {
        Map<String, Float> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("events"))
                    .sorted()
                    .toList()) {
                EventFileReader.read(file).forEach(event -> replay(event, kept));
            }
        }
        return kept;
    }

    /** As TensorBoard does it: an event with a session log (7) forgets its step (2) and later ones; 5 holds scalars. */
    private static void replay(EventFileReader.Message event, Map<String, Float> kept) {
        if (event.fields().containsKey(7)) {
            kept.keySet().removeIf(key -> Long.parseLong(key.split(" ", 2)[0]) >= (long) event.get(2));
        } else if (event.fields().containsKey(5)) {
            event.messages(5).get(0).messages(1).stream()
                    .filter(value -> !TIMES.contains(value.text(1)))
                    .forEach(value -> kept.put("%05d %s".formatted(event.get(2), value.text(1)), (Float) value.get(2)));
        }
    }

    /** Checkpoints of earlier versions do not say what had been averaged. */
    @Test
    void aCheckpointWithoutMeansStillOpens() throws IOException {
        Path run = root.resolve("old");
        part(run, 16, () -> false);
        Path description = run.resolve("checkpoints/step-00000014.json");
        ObjectNode json = (ObjectNode) new JsonMapper().readTree(Files.readString(description));
        assertThat(json.path("means").path("loss").path(1).asInt()).isEqualTo(4);
        json.remove(List.of("means", "check"));
        json.put("check", FileHash.sha256(json.toString().getBytes(StandardCharsets.UTF_8)));
        Files.writeString(description, json.toPrettyString());
        assertThat(part(run, Long.MAX_VALUE, () -> false)).isTrue();
        assertThat(lines(run).get(0)).isEqualTo(lines(whole).get(0));
        assertThat(lines(run)).hasSameSizeAs(lines(whole));
    }
}
