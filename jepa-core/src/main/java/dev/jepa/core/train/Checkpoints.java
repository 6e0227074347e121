package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.jepa.core.config.Configs;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run: saves, restores the newest that is whole, and deletes the ones that are not to be kept.
 *
 * <p>Whenever the process or the machine stops, every checkpoint that is not the one being written is still whole.
 */
public final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Pattern NAME = Pattern.compile("step-(\\d{8,18})\\.(json|safetensors)");

    private final Path folder;
    private final CheckpointPolicy policy;
    private final JsonNode config;
    /** From then on a folder that is missing has been deleted: it is not made again for the half of a run. */
    private boolean begun;

    /**
     * The checkpoints of a folder, which is created when the first is saved.
     *
     * @param config the configuration of the run, written into each
     */
    public Checkpoints(Path folder, CheckpointPolicy policy, Record config) {
        this.folder = folder;
        this.policy = policy;
        this.config = Configs.toJson(config);
        this.begun = Files.isDirectory(folder);
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** When to save and what to keep. */
    public CheckpointPolicy policy() {
        return policy;
    }

    /**
     * Saves a state after this many steps, then deletes what the policy does not keep.
     *
     * @throws UncheckedIOException if the disk refuses, and the checkpoints that were there before still are; or if the folder
     *     was deleted meanwhile
     */
    public Checkpoint save(long step, TrainState state, Map<String, Double> metrics) {
        return save(step, state, metrics, JsonNodeFactory.instance.objectNode());
    }

    /** Saves besides what the training loop has averaged so far. */
    Checkpoint save(long step, TrainState state, Map<String, Double> metrics, JsonNode means) {
        if (begun && !Files.isDirectory(folder)) {
            throw FileErrors.gone(folder);
        }
        try (TensorScope ignored = TensorScope.open()) {
            Checkpoint saved = Checkpoint.write(folder, step, config, state.tensors(), metrics, means);
            begun = true;
            deleteSuperfluous();
            return saved;
        }
    }

    /** Whether a checkpoint with these figures would be the best so far; false if the policy names no figure. */
    public boolean wouldBeBest(Map<String, Double> metrics) {
        Double value = metrics.get(policy.best());
        if (value == null || value.isNaN()) {
            return false;
        }
        Optional<Checkpoint> best = best();
        return best.isEmpty() || comparator().compare(value, score(best.get())) > 0;
    }

    /** The checkpoint with the best value of the policy's figure, of those that have one. */
    public Optional<Checkpoint> best() {
        return readable().stream()
                .filter(checkpoint -> !Double.isNaN(score(checkpoint)))
                .max(Comparator.comparing(this::score, comparator()).thenComparing(Checkpoint::step));
    }

    private double score(Checkpoint checkpoint) {
        return checkpoint.metrics().getOrDefault(policy.best(), Double.NaN);
    }

    private Comparator<Double> comparator() {
        return policy.higherIsBetter() ? Comparator.naturalOrder() : Comparator.reverseOrder();
    }

    /**
     * Brings a state to that of the newest checkpoint that is whole.
     *
     * @param notes told, in one sentence each, of damaged checkpoints that are passed over, and which one is used
     * @return the number of steps done, 0 if there is no checkpoint
     * @throws IllegalArgumentException if the checkpoint belongs to another configuration; keys that only one of them has, since
     *     it is of another version, are not compared
     * @throws FileFormatException if there are checkpoints and all are damaged
     */
    public long restore(TrainState state, Consumer<String> notes) {
        return withNewest(Device.CPU, notes, (checkpoint, tensors) -> {
                    requireSameConfiguration(checkpoint);
                    state.load(tensors);
                    return true;
                })
                .map(Loaded::step)
                .orElse(0L);
    }

    private void requireSameConfiguration(Checkpoint checkpoint) {
        List<String> differences = Configs.differences(checkpoint.config(), config);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException(checkpoint.file() + " belongs to a run with another configuration: "
                    + String.join("; ", differences)
                    + ".\nMaybe give the run its old configuration back, or begin another.");
        }
    }

    /**
     * Hands the tensors of the newest whole checkpoint to an action, in a scope that closes after it.
     *
     * @return the step and the action's result; empty if there is no checkpoint
     */
    public <T> Optional<Loaded<T>> withNewest(
            Device device, Consumer<String> notes, Function<Map<String, Tensor>, T> action) {
        return withNewest(device, notes, (checkpoint, tensors) -> action.apply(tensors));
    }

    private <T> Optional<Loaded<T>> withNewest(
            Device device, Consumer<String> notes, BiFunction<Checkpoint, Map<String, Tensor>, T> action) {
        RuntimeException first = null;
        for (long step : steps()) {
            try (TensorScope ignored = TensorScope.open()) {
                Checkpoint checkpoint;
                Map<String, Tensor> tensors;
                try {
                    checkpoint = Checkpoint.read(folder, step);
                    tensors = checkpoint.load(device);
                } catch (FileFormatException | UncheckedIOException e) {
                    notes.accept("Passed over a damaged checkpoint: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                    first = first == null ? e : first;
                    continue;
                }
                if (first != null) {
                    notes.accept("Used the checkpoint of step " + step + " instead.");
                }
                return Optional.of(new Loaded<>(checkpoint, action.apply(checkpoint, tensors)));
            }
        }
        if (first != null) {
            throw first;
        }
        return Optional.empty();
    }

    /** What came of the tensors of a checkpoint. */
    public record Loaded<T>(Checkpoint checkpoint, T result) {
        /** The number of steps done. */
        public long step() {
            return checkpoint.step();
        }
    }

    /** The newest checkpoint whose description is whole. */
    public Optional<Checkpoint> newest() {
        return readable().stream().findFirst();
    }

    /** The checkpoint of a step, if it is there and its description is whole. */
    Optional<Checkpoint> find(long step) {
        try {
            return Files.exists(Checkpoint.file(folder, step))
                    ? Optional.of(Checkpoint.read(folder, step))
                    : Optional.empty();
        } catch (FileFormatException | UncheckedIOException e) {
            LOG.debug("Passed over a damaged checkpoint.", e);
            return Optional.empty();
        }
    }

    private List<Checkpoint> readable() {
        return steps().stream().flatMap(step -> find(step).stream()).toList();
    }

    /** The steps of all checkpoints, damaged ones included, newest first. */
    private List<Long> steps() {
        return stepsOf("json");
    }

    private List<Long> stepsOf(String extension) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(String.valueOf(file.getFileName())))
                    .filter(name -> name.matches() && name.group(2).equals(extension))
                    .map(name -> Long.parseLong(name.group(1)))
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** The steps to keep: the newest that are whole, the best, and those that the system does not hand out just now. */
    private Set<Long> kept() {
        Set<Long> kept = new HashSet<>();
        int whole = 0;
        for (long step : steps()) {
            try {
                Checkpoint.read(folder, step);
                if (whole++ < policy.keepLast()) {
                    kept.add(step);
                }
            } catch (FileFormatException e) {
                LOG.debug("Deletes a damaged checkpoint.", e);
            } catch (UncheckedIOException e) {
                kept.add(step);
            }
        }
        best().ifPresent(checkpoint -> kept.add(checkpoint.step()));
        return kept;
    }

    /** Deletes old checkpoints, description first, and tensors that never got a description. */
    private void deleteSuperfluous() {
        Set<Long> kept = kept();
        try {
            for (long step : steps()) {
                if (!kept.contains(step)) {
                    Files.deleteIfExists(Checkpoint.file(folder, step));
                }
            }
            for (long step : stepsOf("safetensors")) {
                if (!kept.contains(step)) {
                    Files.deleteIfExists(Checkpoint.tensorFile(folder, step));
                }
            }
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
        AtomicFiles.deleteLeftovers(folder);
    }
}
