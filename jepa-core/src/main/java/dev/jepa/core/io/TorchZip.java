package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** PyTorch's format since 1.6: an uncompressed zip archive of {@code NAME/data.pkl} and {@code NAME/data/KEY}. */
final class TorchZip implements TorchContainer {
    private static final String PICKLE = "data.pkl";
    private static final int PART = 1 << 16;

    private final Path file;
    private final ZipFile zip;
    private final long fileSize;
    private final Set<String> intact = ConcurrentHashMap.newKeySet();
    private String folder = "";
    private Object root = PickleValue.NONE;

    private TorchZip(Path file, ZipFile zip, long fileSize) {
        this.file = file;
        this.zip = zip;
        this.fileSize = fileSize;
    }

    static TorchZip open(Path file) {
        FileErrors.requireNameable(file);
        TorchZip container;
        try {
            container = new TorchZip(file, new ZipFile(file.toFile()), Files.size(file));
        } catch (ZipException | IllegalArgumentException e) {
            throw invalid(file, e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        boolean read = false;
        try {
            container.read();
            read = true;
            return container;
        } catch (IllegalArgumentException e) { // a name in its directory that is no text, which is decoded late
            throw invalid(file, e);
        } finally {
            if (!read) {
                container.close();
            }
        }
    }

    private static FileFormatException invalid(Path file, Exception cause) {
        return FileFormatException.of(
                file,
                "it is not a valid zip archive (" + cause.getMessage() + ").",
                "Maybe the file is damaged or was cut short; copy it again.");
    }

    private void read() {
        folder = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .findFirst()
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .orElseThrow(() -> damaged("it holds no " + PICKLE + "."));
        if (zip.getEntry(folder + "constants.pkl") != null) {
            throw FileFormatException.of(
                    file,
                    "it is a TorchScript archive, not a state dict.",
                    "Maybe write it with torch.save(model.state_dict(), file).");
        }
        ZipEntry order = zip.getEntry(folder + "byteorder");
        if (order != null && !new String(bytes(order), StandardCharsets.US_ASCII).equals("little")) {
            throw damaged("its numbers are not little-endian.");
        }
        byte[] pickle = bytes(entry(PICKLE));
        root = new Pickle(file, ByteBuffer.wrap(pickle), this::storage).load();
    }

    @Override
    public Object root() {
        return root;
    }

    private Object storage(List<?> id) {
        PickleArguments parts = TorchContainer.storageId(id, this::damaged);
        if (parts.get(1, Object.class) instanceof PickleValue.Global unknown) {
            return new PickleObject("a tensor of " + unknown.name(), PickleTuple.EMPTY);
        }
        StoredType type = parts.get(1, StoredType.class);
        long elements = parts.number(4);
        ZipEntry entry = entry("data/" + parts.get(2, String.class));
        if (elements > entry.getSize() * 8 / type.bits()) {
            throw damaged("its storage " + entry.getName() + " has " + entry.getSize() + " bytes but should have "
                    + elements + " elements of " + type + ".");
        }
        return new TorchStorage(type, elements, (offset, length) -> slice(entry, offset, length));
    }

    private ZipEntry entry(String name) {
        @Nullable ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw damaged("it holds no " + name + ".");
        }
        return entry;
    }

    private byte[] bytes(ZipEntry entry) {
        long size = checkedSize(entry);
        if (size > Integer.MAX_VALUE - 8) {
            throw damaged("its " + entry.getName() + " has " + size + " bytes.");
        }
        return slice(entry, 0, (int) size).array();
    }

    /** The directory of a damaged archive may promise anything; what is stored cannot be larger than the file. */
    private long checkedSize(ZipEntry entry) {
        long size = entry.getSize();
        if (entry.getMethod() != ZipEntry.STORED || entry.getCompressedSize() != size || size > fileSize) {
            throw damaged("its " + entry.getName() + " is compressed or has an impossible size, which torch.save never "
                    + "writes.");
        }
        return size;
    }

    private ByteBuffer slice(ZipEntry entry, long offset, int length) {
        long size = checkedSize(entry);
        if (offset < 0 || offset > size - length) {
            throw damaged("its " + entry.getName() + " has only " + size + " bytes.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            requireIntact(entry);
            in.skipNBytes(offset);
            byte[] content = in.readNBytes(length);
            if (content.length != length) {
                throw damaged("its " + entry.getName() + " ends early.");
            }
            return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        } catch (ZipException | EOFException e) {
            throw damaged("its " + entry.getName() + " lies outside the file.");
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        } catch (IllegalStateException e) {
            throw FileErrors.reading(file, new ClosedChannelException());
        }
    }

    /** Reads an entry once to compare its checksum; PyTorch can be told to compute none, and then writes 0. */
    private void requireIntact(ZipEntry entry) throws IOException {
        if (entry.getCrc() == 0 || intact.contains(entry.getName())) {
            return;
        }
        CRC32 crc = new CRC32();
        byte[] part = new byte[PART];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                crc.update(part, 0, count);
            }
        }
        if (crc.getValue() != entry.getCrc()) {
            throw damaged("the checksum of its %s is %08x but should be %08x."
                    .formatted(entry.getName(), crc.getValue(), entry.getCrc()));
        }
        intact.add(entry.getName());
    }

    private FileFormatException damaged(String what) {
        return FileFormatException.of(file, what, "Maybe the file is damaged or was cut short; copy it again.");
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }
}
