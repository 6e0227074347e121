package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * The checkpoints of a folder, which is created when the first is saved.
     *
     * @param config the configuration of the run, written into each
     */
    public Checkpoints(Path folder, CheckpointPolicy policy, Record config) {
        this.folder = folder;
        this.policy = policy;
        this.config = Configs.toJson(config);
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
     * @throws UncheckedIOException if the disk refuses; the checkpoints that were there before still are
     */
    public Checkpoint save(long step, TrainState state, Map<String, Double> metrics) {
        try (TensorScope ignored = TensorScope.open()) {
            Checkpoint saved = Checkpoint.write(folder, step, config, state.tensors(), metrics);
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
     * @throws IllegalArgumentException if the checkpoint belongs to another configuration
     * @throws FileFormatException if there are checkpoints and all are damaged
     */
    public long restore(TrainState state, Consumer<String> notes) {
        return withNewest(Device.CPU, notes, tensors -> {
                    state.load(tensors);
                    return true;
                })
                .map(Loaded::step)
                .orElse(0L);
    }

    /**
     * Hands the tensors of the newest whole checkpoint to an action, in a scope that closes after it.
     *
     * @return the step and the action's result; empty if there is no checkpoint
     */
    public <T> Optional<Loaded<T>> withNewest(
            Device device, Consumer<String> notes, Function<Map<String, Tensor>, T> action) {
        FileFormatException first = null;
        for (long step : steps()) {
            try (TensorScope ignored = TensorScope.open()) {
                Checkpoint checkpoint = Checkpoint.read(folder, step);
                Map<String, Tensor> tensors = checkpoint.load(device);
                if (first != null) {
                    notes.accept("Used the checkpoint of step " + step + " instead.");
                }
                return Optional.of(new Loaded<>(checkpoint, action.apply(tensors)));
            } catch (FileFormatException e) {
                notes.accept("Passed over a damaged checkpoint: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
                first = first == null ? e : first;
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

    private List<Checkpoint> readable() {
        List<Checkpoint> found = new ArrayList<>();
        for (long step : steps()) {
            try {
                found.add(Checkpoint.read(folder, step));
            } catch (FileFormatException e) {
                LOG.debug("Passed over a damaged checkpoint.", e);
            }
        }
        return found;
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
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** Deletes old checkpoints, description first, and tensors that never got a description. */
    private void deleteSuperfluous() {
        Set<Long> kept = new HashSet<>();
        readable().stream().limit(policy.keepLast()).forEach(checkpoint -> kept.add(checkpoint.step()));
        best().ifPresent(checkpoint -> kept.add(checkpoint.step()));
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
