package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.config.Configs;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Printable;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.TextFiles;
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
    private static final String ADVICE = "Maybe it is damaged or was edited by hand; bring back a copy of it.";
    private static final String RESUMED = "resumed";
    static final String DATA = "data";
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
        requireFree(folder);
        return locked(folder, run -> {
            Files.createDirectories(run.checkpoints());
            run.write(PROVENANCE, provenance.toJson());
            run.write(CONFIG, Configs.toJson(config));
        });
    }

    /**
     * Opens a run to continue it: deletes what a kill left half-written, and adds the new start to the provenance, with
     * whether its data differs from that of the start before.
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
            if (known.has(RESUMED) && !known.path(RESUMED).isArray()) {
                throw run.damaged("its 'resumed' is not a list.");
            }
            boolean other = run.data()
                    .filter(before -> !provenance.data().hasContentOf(before))
                    .isPresent();
            known.withArray(RESUMED).add(provenance.toJson().put("otherData", other));
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

    /** Whether a folder holds a run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(CONFIG));
    }

    /**
     * Opens a run to read it.
     *
     * @throws IllegalArgumentException if the folder holds no run
     */
    public static RunFolder open(Path folder) {
        if (!isRun(folder)) {
            String what = Files.exists(folder) ? "holds no run: it has no " + CONFIG : "does not exist";
            throw new IllegalArgumentException(
                    folder + " " + what + ".\nMaybe another folder was meant; a run has a config.json.");
        }
        return new RunFolder(folder, null);
    }

    /**
     * Requires that {@link #create} would take a folder, before the work whose outcome is to go there. Leaves no trace, so that
     * another process may still be faster.
     *
     * @throws IllegalArgumentException if the folder holds another run or anything else, or cannot be made
     */
    public static void requireFree(Path folder) {
        if (isRun(folder)) {
            RunFolder other = open(folder);
            throw new IllegalArgumentException(folder + " already holds a run of " + other.recipe() + ", started "
                    + Printable.of(other.provenance().path("started").asText("earlier"))
                    + ".\nMaybe go on with it, or choose another folder.");
        }
        requireWritable(folder);
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, RunFolder::isForeign)) {
            for (Path entry : entries) {
                throw new IllegalArgumentException(
                        folder + " is not empty (" + Printable.of(String.valueOf(entry.getFileName()))
                                + ") and holds no run.\nMaybe choose another folder.");
            }
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** The folder, or the first above it that is there, must be one in which this process may make files. */
    private static void requireWritable(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new IllegalArgumentException(there + " is a file.\nMaybe choose another folder.");
        } else if (!Files.isWritable(there)) {
            throw new IllegalArgumentException(there + " may not be written to.\nMaybe choose another folder.");
        }
    }

    /** Anything but what a start that was killed before {@code config.json} leaves. */
    private static boolean isForeign(Path entry) {
        String name = String.valueOf(entry.getFileName());
        boolean ours = name.equals(PROVENANCE) || name.equals(RunLock.NAME) || name.equals("checkpoints");
        return !ours && !AtomicFiles.isLeftover(entry);
    }

    /**
     * The folder itself.
     *
     * @throws java.io.UncheckedIOException if this run is being written and the folder was deleted meanwhile
     */
    public Path path() {
        if (lock != null && !Files.isDirectory(path)) {
            throw FileErrors.gone(path);
        }
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
        JsonNode name = provenance().path("recipe");
        if (!name.isTextual()) {
            throw damaged("it has no text 'recipe'.");
        }
        return name.textValue();
    }

    /** The seed that the run was started with. */
    public long seed() {
        JsonNode seed = provenance().path("seed");
        if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
            throw damaged("it has no whole number 'seed'.");
        }
        return seed.longValue();
    }

    private FileFormatException damaged(String what) {
        return FileFormatException.of(path.resolve(PROVENANCE), what, ADVICE);
    }

    /** The configuration as the record it was written from. */
    public <T extends Record> T config(Class<T> type) {
        return Configs.read(path.resolve(CONFIG), type);
    }

    /** {@code provenance.json}. */
    public ObjectNode provenance() {
        return read(PROVENANCE);
    }

    /** What the run learned from since its newest start; empty if that is not recorded. */
    public Optional<DataOrigin> data() {
        JsonNode known = provenance();
        JsonNode resumed = known.path(RESUMED);
        return DataOrigin.from((resumed.isEmpty() ? known : resumed.get(resumed.size() - 1)).path(DATA));
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
        return TextFiles.readObject(path.resolve(name), ADVICE);
    }

    /** Releases the run, if this holds it. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
