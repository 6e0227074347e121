package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The data that a run learns from.
 *
 * @param name of the data set
 * @param content what identifies its content, such as a fingerprint; equal for equal data, wherever it lies
 * @param folder where it lies, absolute; empty for data that is made, not read
 */
public record DataOrigin(String name, String content, Optional<Path> folder) {
    public DataOrigin {
        folder = folder.map(path -> path.toAbsolutePath().normalize());
    }

    /** Data that lies in a folder. */
    public static DataOrigin in(Path folder, String name, String content) {
        return new DataOrigin(name, content, Optional.of(folder));
    }

    /** Data that is made from what identifies it, such as a seed. */
    public static DataOrigin made(String name, String content) {
        return new DataOrigin(name, content, Optional.empty());
    }

    /** Whether the other is the same data, maybe in another folder. */
    public boolean hasContentOf(DataOrigin other) {
        return content.equals(other.content);
    }

    ObjectNode toJson() {
        ObjectNode json = new JsonMapper().createObjectNode().put("name", name).put("content", content);
        folder.ifPresent(path -> json.put("folder", path.toString()));
        return json;
    }

    /** What {@link #toJson} wrote; empty for anything else. */
    static Optional<DataOrigin> from(JsonNode json) {
        if (!json.path("name").isTextual() || !json.path("content").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new DataOrigin(
                json.path("name").textValue(), json.path("content").textValue(), path(json.path("folder"))));
    }

    /** A path of another system may be none here. */
    private static Optional<Path> path(JsonNode json) {
        try {
            return Optional.ofNullable(json.textValue()).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
