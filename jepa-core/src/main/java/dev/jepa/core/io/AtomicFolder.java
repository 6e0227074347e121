package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is filled out of sight and appears whole.
 *
 * <p>The files go into a draft: a hidden folder beside the target, or inside of it if it exists already (it may be a mount point, or
 * where somebody's shell stands). {@link #publish} puts them in place; closing without it deletes the draft and every folder that was
 * made for it. A process that was killed leaves its draft, which the next one finds: it goes on from there or {@link #clear}s it.
 * Failures are {@link java.io.UncheckedIOException}s that name the folder.
 *
 * <pre>{@code
 * try (AtomicFolder folder = AtomicFolder.begin(target)) {
 *     write(folder.draft());
 *     folder.publish("index.json");
 * }
 * }</pre>
 */
public final class AtomicFolder implements AutoCloseable {
    private static final String SUFFIX = ".unfinished";
    private static final String LOCK = ".lock";

    private final Path target;
    private final boolean inside;
    private final Path draft;
    private final List<Path> created;
    private final FileChannel lock;
    private boolean published;

    private AtomicFolder(Path target, boolean inside, Path draft, List<Path> created, FileChannel lock) {
        this.target = target;
        this.inside = inside;
        this.draft = draft;
        this.created = created;
        this.lock = lock;
    }

    /** Makes the draft of a folder, or finds the one that a killed process left; no other process may be at it. */
    public static AtomicFolder begin(Path folder) {
        try {
            boolean inside = Files.exists(folder);
            Path target = inside ? folder.toRealPath() : folder.toAbsolutePath().normalize();
            if (inside && !Files.isDirectory(target)) {
                throw new NotDirectoryException(target.toString());
            }
            Path draft = inside ? target.resolve(SUFFIX) : target.resolveSibling("." + target.getFileName() + SUFFIX);
            List<Path> created = missing(draft);
            Files.createDirectories(draft);
            return new AtomicFolder(target, inside, draft, created, lock(draft));
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
    }

    /** The folders that creating this one creates, the innermost first. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    private static FileChannel lock(Path draft) throws IOException {
        FileChannel channel =
                FileChannel.open(draft.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock held = channel.tryLock();
            locked = held != null;
        } catch (OverlappingFileLockException e) {
            throw new IOException("it is being written already", e);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        if (!locked) {
            throw new IOException("another process is writing it");
        }
        return channel;
    }

    /** Whether a path is the draft inside of a folder. */
    public static boolean isDraft(Path file) {
        return file.endsWith(SUFFIX);
    }

    /** Where to write. */
    public Path draft() {
        return draft;
    }

    /** Deletes what a killed process left in the draft. */
    public void clear() {
        try (Stream<Path> all = Files.walk(draft)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(draft) && !path.endsWith(LOCK)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw FileErrors.writing(target, e);
        }
    }

    /**
     * Puts the draft in the target's place, at once if the target does not exist.
     *
     * @param first the file that is moved first into a folder that exists; it should let the rest be made again
     */
    public void publish(String first) {
        try {
            lock.close();
            Files.delete(draft.resolve(LOCK));
            if (inside) {
                Files.move(draft.resolve(first), target.resolve(first), StandardCopyOption.ATOMIC_MOVE);
                moveAll();
                Files.delete(draft);
            } else {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
            published = true;
            AtomicFiles.forceFolder(target);
            if (target.getParent() != null) {
                AtomicFiles.forceFolder(target.getParent());
            }
        } catch (IOException e) {
            throw FileErrors.writing(target, e);
        }
    }

    private void moveAll() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(draft)) {
            for (Path file : files) {
                Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Deletes the draft unless it was published. */
    @Override
    public void close() {
        if (published) {
            return;
        }
        clear();
        try {
            lock.close();
            Files.deleteIfExists(draft.resolve(LOCK));
            Files.deleteIfExists(draft);
            for (Path folder : created) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw FileErrors.writing(target, e);
        }
    }
}
