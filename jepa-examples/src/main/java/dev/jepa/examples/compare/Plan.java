package dev.jepa.examples.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.config.ConfigException;
import dev.jepa.core.config.Configs;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.TextFiles;
import dev.jepa.examples.recipe.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a comparison's folder fixes for all that is trained in it: the configuration, in {@code config.json}, and how long each
 * method trains, in {@code plan.json}. All seeds of a method train equally long, before and after an interruption.
 */
final class Plan {
    private static final String ADVICE = "Maybe it is damaged or was edited by hand; bring back a copy of it.";

    private final Path file;

    private Plan(Path file) {
        this.file = file;
    }

    /**
     * The plan of a folder, which is made if it is not there.
     *
     * @throws UsageException if the folder holds anything but a comparison with this configuration
     */
    static Plan open(Path folder, ComparisonRun config) {
        Path stored = folder.resolve("config.json");
        Plan plan = new Plan(folder.resolve("plan.json"));
        if (Files.exists(stored) && Files.exists(plan.file)) {
            requireSame(folder, read(stored), Configs.toJson(config));
        } else if (Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
            throw new UsageException(
                    folder + " is not empty and holds no comparison.\nMaybe choose another folder with --out.");
        } else {
            plan.write(JsonNodeFactory.instance.objectNode());
            AtomicFiles.writeString(stored, Configs.toText(config) + "\n");
        }
        return plan;
    }

    private static void requireSame(Path folder, ObjectNode stored, ObjectNode wanted) {
        List<String> differences = Configs.differences(stored, wanted);
        if (!differences.isEmpty()) {
            throw new UsageException(folder + " holds a comparison with other values: "
                    + String.join("; ", differences)
                    + ".\nMaybe repeat the command that began it, or choose another folder with --out.");
        }
    }

    /** How long a method trains, if that has been measured. */
    Optional<Pace> pace(String method) {
        return Optional.ofNullable(read(file).get(method)).map(node -> {
            try {
                return Configs.fromJson(Pace.class, node);
            } catch (ConfigException e) {
                throw FileFormatException.of(file, method + ": " + e.getMessage(), ADVICE);
            }
        });
    }

    /** Fixes how long a method trains. */
    void put(String method, Pace pace) {
        ObjectNode paces = read(file);
        paces.set(method, Configs.toJson(pace));
        write(paces);
    }

    private void write(ObjectNode paces) {
        AtomicFiles.writeString(file, paces.toPrettyString() + "\n");
    }

    /** A JSON file that holds an object. */
    static ObjectNode read(Path file) {
        return TextFiles.readObject(file, ADVICE);
    }

    private static boolean isEmpty(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }
}
