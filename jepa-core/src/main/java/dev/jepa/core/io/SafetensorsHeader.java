package dev.jepa.core.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON header of a safetensors file, checked: what is in the file, and that it fills the data part exactly. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final long dataSize;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** One tensor: its bytes are those from {@code begin} (inclusive) to {@code end} of the data part. */
    @SuppressWarnings("ArrayRecordComponent") // entries are never compared
    record Entry(String name, StoredType type, long[] shape, long begin, long end) {}

    private SafetensorsHeader(Path file, long dataSize) {
        this.file = file;
        this.dataSize = dataSize;
    }

    static SafetensorsHeader parse(Path file, byte[] json, long dataSize) {
        SafetensorsHeader header = new SafetensorsHeader(file, dataSize);
        JsonNode root = header.tree(json);
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                header.addMetadata(field.getValue());
            } else {
                header.entries.add(header.entry(field.getKey(), field.getValue()));
            }
        }
        header.checkCoverage();
        return header;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /** In the order of the header. */
    List<Entry> entries() {
        return entries;
    }

    private JsonNode tree(byte[] json) {
        String text = TextFiles.decode(json).orElseThrow(() -> damaged("its header is not text in UTF-8"));
        try {
            JsonNode root = STRICT.readTree(text);
            if (!root.isObject()) {
                throw damaged("its header is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw damaged("its header is not valid JSON (" + e.getOriginalMessage() + ")");
        }
    }

    private void addMetadata(JsonNode node) {
        if (!node.isObject()) {
            throw damaged("its " + METADATA + " is not an object of strings");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw damaged("its metadata '" + field.getKey() + "' is not a string");
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
    }

    private Entry entry(String name, JsonNode node) {
        String tensor = "its tensor '" + name + "'";
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!List.of("dtype", "shape", "data_offsets").contains(field.getKey())) {
                throw damaged(tensor + " has an unknown field '" + field.getKey() + "'");
            }
        }
        StoredType type = type(tensor, node.path("dtype"));
        long[] shape = numbers(tensor, "shape", node.path("shape"));
        long[] offsets = numbers(tensor, "data_offsets", node.path("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > dataSize) {
            throw damaged(tensor + " has data_offsets " + Arrays.toString(offsets) + ", outside its " + dataSize
                    + " bytes of data");
        }
        checkSize(tensor, type, shape, offsets[1] - offsets[0]);
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private StoredType type(String tensor, JsonNode node) {
        for (StoredType type : StoredType.values()) {
            if (node.isTextual() && type.name().equals(node.textValue())) {
                return type;
            }
        }
        throw FileFormatException.of(
                file,
                tensor + " has the dtype " + node + ", which is not one of safetensors.",
                "Maybe it was written by a newer version of the format; known are "
                        + Arrays.toString(StoredType.values()) + ".");
    }

    private long[] numbers(String tensor, String field, JsonNode node) {
        long[] values = new long[node.size()];
        boolean valid = node.isArray();
        for (int i = 0; valid && i < values.length; i++) {
            valid = node.get(i).isIntegralNumber()
                    && node.get(i).canConvertToLong()
                    && node.get(i).longValue() >= 0;
            values[i] = valid ? node.get(i).longValue() : 0;
        }
        if (!valid) {
            throw damaged(tensor + " has no valid " + field);
        }
        return values;
    }

    private void checkSize(String tensor, StoredType type, long[] shape, long actual) {
        long needed;
        try {
            needed = type.bytesOf(StoredTensor.elementsOf(shape));
        } catch (ArithmeticException e) {
            throw damaged(tensor + " has the impossible shape " + Arrays.toString(shape) + " of " + type);
        }
        if (needed != actual) {
            throw damaged(tensor + " of type " + type + " and shape " + Arrays.toString(shape) + " needs " + needed
                    + " bytes but its data_offsets span " + actual);
        }
    }

    /** As the format demands: the tensors lie one after the other, without overlap or hole, up to the end. */
    private void checkCoverage() {
        List<Entry> byOffset = new ArrayList<>(entries);
        byOffset.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long position = 0;
        for (Entry entry : byOffset) {
            if (entry.begin() != position) {
                String fault = entry.begin() < position ? "overlaps the one before" : "leaves a hole before it";
                throw damaged("its tensor '" + entry.name() + "' at offset " + entry.begin() + " " + fault
                        + ", which ends at " + position);
            }
            position = entry.end();
        }
        if (position != dataSize) {
            throw damaged("its tensors need " + position + " bytes of data but the file has " + dataSize);
        }
    }

    private FileFormatException damaged(String what) {
        return FileFormatException.of(file, what + ".", "Maybe the file is damaged or was cut short; copy it again.");
    }
}
