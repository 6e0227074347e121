package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.io.TextFiles;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One saved state: {@code step-00001000.safetensors} with the tensors, and {@code step-00001000.json} with the step, the
 * figures known then, and the hash of the tensors' file.
 *
 * <p>The JSON file is written last and makes the checkpoint exist. Both are written whole or not at all.
 *
 * @param folder where both files are
 * @param step the number of steps done
 * @param config the configuration of the run
 * @param metrics figures of the model at that step
 * @param means sum and count of what is averaged for the next line of metrics, by name; without entries if nothing is
 * @param sha256 of the tensors' file
 */
public record Checkpoint(
        Path folder, long step, JsonNode config, Map<String, Double> metrics, JsonNode means, String sha256) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHECK = "check";
    private static final String ADVICE =
            "Maybe the disk is failing or the copy was cut short; an older checkpoint still serves.";

    /** The file of the tensors. */
    public Path tensorFile() {
        return tensorFile(folder, step);
    }

    /** The file that describes them. */
    public Path file() {
        return file(folder, step);
    }

    static Path file(Path folder, long step) {
        return folder.resolve(name(step) + ".json");
    }

    static Path tensorFile(Path folder, long step) {
        return folder.resolve(name(step) + ".safetensors");
    }

    private static String name(long step) {
        return String.format("step-%08d", step);
    }

    static Checkpoint write(
            Path folder,
            long step,
            JsonNode config,
            Map<String, Tensor> tensors,
            Map<String, Double> metrics,
            JsonNode means) {
        Path file = tensorFile(folder, step);
        TensorFiles.save(file, tensors, Map.of("step", Long.toString(step)));
        Checkpoint checkpoint = new Checkpoint(folder, step, config, metrics, means, FileHash.sha256(file));
        ObjectNode json = JSON.createObjectNode()
                .put("step", step)
                .put("tensors", name(step) + ".safetensors")
                .put("sha256", checkpoint.sha256);
        metrics.forEach(json.putObject("metrics")::put);
        json.set("means", means);
        json.set("config", config);
        json.put(CHECK, FileHash.sha256(bytes(json)));
        AtomicFiles.writeString(checkpoint.file(), json.toPrettyString() + "\n");
        return checkpoint;
    }

    /**
     * Reads the description of a checkpoint.
     *
     * @throws FileFormatException if it is damaged
     */
    static Checkpoint read(Path folder, long step) {
        Path file = file(folder, step);
        ObjectNode json = TextFiles.readObject(file, ADVICE);
        String check = json.path(CHECK).asText("");
        json.remove(CHECK);
        if (!check.equals(FileHash.sha256(bytes(json))) || json.path("step").asLong(-1) != step) {
            throw damaged(file, "its content does not match its own hash.");
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        json.path("metrics")
                .properties()
                .forEach(entry -> metrics.put(entry.getKey(), entry.getValue().asDouble()));
        return new Checkpoint(
                folder,
                step,
                json.path("config"),
                metrics,
                json.path("means"),
                json.path("sha256").asText(""));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The tensors, in the open scope, once their file has been compared with its hash.
     *
     * @throws FileFormatException if the file is damaged or cut short
     */
    public Map<String, Tensor> load(Device device) {
        if (!Files.exists(tensorFile())) {
            throw damaged(tensorFile(), "it is missing.");
        }
        String actual = FileHash.sha256(tensorFile());
        if (!actual.equals(sha256)) {
            throw damaged(
                    tensorFile(),
                    "its SHA-256 is " + actual.substring(0, 12) + "… but should be " + sha256.substring(0, 12) + "….");
        }
        return TensorFiles.load(tensorFile(), device);
    }

    private static FileFormatException damaged(Path file, String what) {
        return FileFormatException.of(file, what, ADVICE);
    }
}
