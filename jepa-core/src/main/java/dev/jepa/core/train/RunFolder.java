package dev.jepa.core.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.config.Configs;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run: its configuration, provenance, metrics, checkpoints and results.
 *
 * <p>{@link #create} and {@link #resume} hold a lock, so that no other process writes into the same run; {@link #open} is
 * for readers. Every JSON file is written whole or not at all; {@code config.json} comes last, and makes the folder a run.
 */
public final class RunFolder implements AutoCloseable {
    private static final String CONFIG = "config.json";
    private static final String PROVENANCE = "provenance.json";
    private static final String SUMMARY = "summary.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path path;
    private final @Nullable RunLock lock;

    private RunFolder(Path path, @Nullable RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** {@code runs/recipe-2026-11-25-143000}, with {@code -2} and so on behind it where that exists. */
    public static Path dated(Path runs, String recipe, LocalDateTime now) {
        String name = recipe + "-" + now.format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
        Path folder = runs.resolve(name);
        for (int i = 2; Files.exists(folder); i++) {
            folder = runs.resolve(name + "-" + i);
        }
        return folder;
    }

    /**
     * Starts a run in a new or empty folder.
     *
     * @throws IllegalArgumentException if the folder holds another run, or anything else
     */
    public static RunFolder create(Path folder, Record config, Provenance provenance) {
        requireFresh(folder);
        return locked(folder, run -> {
            Files.createDirectories(run.checkpoints());
            run.write(PROVENANCE, provenance.toJson());
            run.write(CONFIG, Configs.toJson(config));
        });
    }

    /**
     * Opens a run to continue it: deletes what a kill left half-written, and adds the new start to the provenance.
     *
     * @throws IllegalArgumentException if the folder holds no run, or another process is working on it
     */
    public static RunFolder resume(Path folder, Provenance provenance) {
        open(folder);
        return locked(folder, run -> {
            Files.createDirectories(run.checkpoints());
            AtomicFiles.deleteLeftovers(folder);
            AtomicFiles.deleteLeftovers(run.checkpoints());
            ObjectNode known = run.provenance();
            known.withArray("resumed").add(provenance.toJson());
            run.write(PROVENANCE, known);
        });
    }

    private interface Preparation {
        void prepare(RunFolder run) throws IOException;
    }

    private static RunFolder locked(Path folder, Preparation preparation) {
        RunFolder run = new RunFolder(folder, RunLock.acquire(folder));
        boolean prepared = false;
        try {
            preparation.prepare(run);
            prepared = true;
            return run;
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        } finally {
            if (!prepared) {
                run.close();
            }
        }
    }

    /**
     * Opens a run to read it.
     *
     * @throws IllegalArgumentException if the folder holds no run
     */
    public static RunFolder open(Path folder) {
        if (!Files.isRegularFile(folder.resolve(CONFIG))) {
            String what = Files.exists(folder) ? "holds no run: it has no " + CONFIG : "does not exist";
            throw new IllegalArgumentException(
                    folder + " " + what + ".\nMaybe give the folder that 'train' named as --out.");
        }
        return new RunFolder(folder, null);
    }

    private static void requireFresh(Path folder) {
        if (Files.exists(folder.resolve(CONFIG))) {
            RunFolder other = open(folder);
            throw new IllegalArgumentException(folder + " already holds a run of " + other.recipe() + ", started "
                    + other.provenance().path("started").asText("earlier") + ".\nMaybe continue it with --resume "
                    + folder + ", or choose another folder with --out.");
        } else if (!Files.exists(folder)) {
            return;
        } else if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is a file.\nMaybe choose a folder with --out.");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, RunFolder::isForeign)) {
            for (Path entry : entries) {
                throw new IllegalArgumentException(folder + " is not empty (" + entry.getFileName()
                        + ") and holds no run.\nMaybe choose another folder with --out.");
            }
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** Anything but what a start that was killed before {@code config.json} leaves. */
    private static boolean isForeign(Path entry) {
        String name = String.valueOf(entry.getFileName());
        boolean ours = name.equals(PROVENANCE) || name.equals(RunLock.NAME) || name.equals("checkpoints");
        return !ours && !AtomicFiles.isLeftover(entry);
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** The folder of checkpoints. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** {@code metrics.jsonl}. */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /** The folder of TensorBoard event files: the run's own, because TensorBoard calls a run what its folder is called. */
    public Path tensorBoard() {
        return path;
    }

    /** {@code report.html}. */
    public Path report() {
        return path.resolve("report.html");
    }

    /** The recipe's name. */
    public String recipe() {
        return provenance().path("recipe").asText("an unknown recipe");
    }

    /** The configuration as the record it was written from. */
    public <T extends Record> T config(Class<T> type) {
        return Configs.read(path.resolve(CONFIG), type);
    }

    /** {@code provenance.json}. */
    public ObjectNode provenance() {
        return read(PROVENANCE);
    }

    /** {@code summary.json}, if the run has one. */
    public Optional<ObjectNode> summary() {
        return Files.exists(path.resolve(SUMMARY)) ? Optional.of(read(SUMMARY)) : Optional.empty();
    }

    /** Writes {@code summary.json}: the final figures by name, in order. */
    public void writeSummary(Map<String, ?> figures) {
        write(SUMMARY, JSON.valueToTree(figures));
    }

    private void write(String name, JsonNode json) {
        AtomicFiles.writeString(path.resolve(name), json.toPrettyString() + "\n");
    }

    private ObjectNode read(String name) {
        Path file = path.resolve(name);
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw FileFormatException.of(file, "it is not a JSON object.", "Maybe it was edited by hand.");
        } catch (JsonProcessingException e) {
            throw FileFormatException.of(
                    file, "it is not valid JSON (" + e.getOriginalMessage() + ").", "Maybe it was edited by hand.");
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** Releases the run, if this holds it. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
