package dev.jepa.core.io;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's format before 1.6: five pickles (magic number, version, system, value, storage keys), then each storage as
 * its number of elements (int64) and their bytes.
 */
final class TorchLegacy implements TorchContainer {
    static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private static final long VERSION = 1001;

    private final Path file;
    private final MappedBytes bytes;
    private final Map<String, Block> blocks = new HashMap<>();
    private Object root = PickleValue.NONE;

    /** A storage whose place is known once the pickles have been read. */
    private static final class Block {
        private final StoredType type;
        private final long elements;
        private long position = -1;

        Block(StoredType type, long elements) {
            this.type = type;
            this.elements = elements;
        }
    }

    private TorchLegacy(Path file, MappedBytes bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static TorchLegacy open(Path file) {
        TorchLegacy container = new TorchLegacy(file, MappedBytes.open(file));
        boolean read = false;
        try {
            container.read();
            read = true;
            return container;
        } finally {
            if (!read) {
                container.close();
            }
        }
    }

    private void read() {
        ByteBuffer in = bytes.slice(0, (int) Math.min(bytes.size(), Integer.MAX_VALUE));
        Pickle plain = new Pickle(file, in, Pickle.noPersistentIds(file));
        if (!MAGIC.equals(plain.load()) || !Long.valueOf(VERSION).equals(plain.load())) {
            throw damaged("it is not a PyTorch file of version " + VERSION + ".");
        }
        if (!(plain.load() instanceof Map<?, ?> system) || !Boolean.TRUE.equals(system.get("little_endian"))) {
            throw damaged("its numbers are not little-endian.");
        }
        root = new Pickle(file, in, this::storage).load();
        if (!(plain.load() instanceof List<?> keys)) {
            throw damaged("its list of storages is missing.");
        }
        locate(keys, in.position());
    }

    private void locate(List<?> keys, long start) {
        long position = start;
        for (Object key : keys) {
            Block block = key instanceof String name ? blocks.get(name) : null;
            if (block == null) {
                throw damaged("it has a storage that no tensor uses.");
            } else if (position > bytes.size() - Long.BYTES) {
                throw damaged("it ends before its storage '" + key + "'.");
            }
            long elements = bytes.slice(position, Long.BYTES).getLong();
            block.position = position + Long.BYTES;
            position = block.position + byteSize(block);
            if (elements != block.elements || position > bytes.size()) {
                throw damaged("its storage '" + key + "' should have " + block.elements + " elements of " + block.type
                        + " but has " + elements + ", or is cut short.");
            }
        }
        for (Block block : blocks.values()) {
            if (block.position < 0) {
                throw damaged("a tensor's storage is missing.");
            }
        }
    }

    /** Checked against the file here, so that sums of positions cannot overflow. */
    private long byteSize(Block block) {
        if (block.elements > bytes.size()) {
            throw damaged("a storage should have " + block.elements + " elements, more than the file has bytes.");
        }
        return block.type.bytesOf(block.elements);
    }

    @Override
    public Object root() {
        return root;
    }

    private Object storage(List<?> id) {
        PickleArguments parts = TorchContainer.storageId(id, this::damaged);
        if (parts.get(1, Object.class) instanceof PickleValue.Global unknown) {
            throw FileFormatException.of(
                    file,
                    "its storage '" + parts.get(2, String.class) + "' is a " + unknown.name()
                            + ", which is not supported.",
                    "Maybe write it with a newer PyTorch, whose files can be read without it.");
        }
        StoredType type = parts.get(1, StoredType.class);
        Block block = blocks.computeIfAbsent(parts.get(2, String.class), key -> new Block(type, parts.number(4)));
        if (block.type != type || block.elements != parts.number(4)) {
            throw parts.invalid("it has two types or sizes");
        }
        TorchStorage storage = new TorchStorage(
                type, block.elements, (offset, length) -> bytes.slice(block.position + offset, length));
        boolean isView = parts.count() > 5 && parts.get(5, Object.class) != PickleValue.NONE;
        return isView ? view(storage, parts) : storage;
    }

    private Object view(TorchStorage storage, PickleArguments parts) {
        PickleArguments view = new PickleArguments("a view", parts.get(5, List.class), this::damaged);
        long offset = view.number(1);
        long elements = view.number(2);
        if (offset < 0 || elements < 0 || offset > storage.elements() - elements) {
            throw view.invalid("it lies outside its storage");
        }
        return storage.view(offset, elements);
    }

    private FileFormatException damaged(String what) {
        return FileFormatException.of(file, what, "Maybe the file is damaged or was cut short; copy it again.");
    }

    @Override
    public void close() {
        bytes.close();
    }
}
