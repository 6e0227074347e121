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
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** PyTorch's format since 1.6: an uncompressed zip archive of {@code NAME/data.pkl} and {@code NAME/data/KEY}. */
final class TorchZip implements TorchContainer {
    private static final String PICKLE = "data.pkl";

    private final Path file;
    private final ZipFile zip;
    private final long fileSize;
    private String folder = "";
    private Object root = PickleValue.NONE;

    private TorchZip(Path file, ZipFile zip, long fileSize) {
        this.file = file;
        this.zip = zip;
        this.fileSize = fileSize;
    }

    static TorchZip open(Path file) {
        TorchZip container;
        try {
            container = new TorchZip(file, new ZipFile(file.toFile()), Files.size(file));
        } catch (ZipException | IllegalArgumentException e) {
            throw FileFormatException.of(
                    file,
                    "it is not a valid zip archive (" + e.getMessage() + ").",
                    "Maybe the file is damaged or was cut short; copy it again.");
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
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
