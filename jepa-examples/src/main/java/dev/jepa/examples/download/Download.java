package dev.jepa.examples.download;

import dev.jepa.core.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings a data set from the first of its sources that works.
 *
 * <p>Files are made in a temporary folder beside the target, verified, and only then renamed into place; the temporary folder is
 * deleted whatever happens, also on Ctrl-C.
 *
 * @param room bytes of disk that the work needs
 * @param advice the line "Maybe …" when every source fails
 */
record Download(String name, FileSet files, List<Source> sources, long room, String advice) {

    boolean into(Path folder, Consumer<String> log) {
        try {
            if (files.firstProblem(folder).isEmpty()) {
                return false;
            }
            Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
            requireRoom(parent);
            fetchFromFirst(folder.toAbsolutePath(), parent, log);
            return true;
        } catch (IOException e) {
            throw new DataException(
                    "%s could not be written to %s: %s.\nMaybe the disk is full or the folder is not writable."
                            .formatted(name, folder, reason(e)),
                    e);
        }
    }

    private void requireRoom(Path parent) throws IOException {
        long free = Files.getFileStore(parent).getUsableSpace();
        if (free < room) {
            throw new DataException("%s needs %,d MB of free disk in %s but %,d MB are free.\nMaybe use another folder."
                    .formatted(name, room / 1_000_000, parent, free / 1_000_000));
        }
    }

    private void fetchFromFirst(Path folder, Path parent, Consumer<String> log) throws IOException {
        List<String> failures = new ArrayList<>();
        for (Source source : sources) {
            Path work = Files.createTempDirectory(parent, "." + folder.getFileName() + ".part-");
            Thread cleaner = new Thread(() -> delete(work));
            Runtime.getRuntime().addShutdownHook(cleaner);
            try {
                Optional<String> failure = attempt(source, work, log);
                if (failure.isEmpty()) {
                    moveInto(folder, work);
                    return;
                }
                log.accept("%s: %s.".formatted(source.name(), failure.get()));
                failures.add("%s: %s".formatted(source.name(), failure.get()));
            } finally {
                delete(work);
                Runtime.getRuntime().removeShutdownHook(cleaner);
            }
        }
        throw new DataException(
                "%s could not be downloaded (%s).\n%s".formatted(name, String.join("; ", failures), advice));
    }

    private Optional<String> attempt(Source source, Path work, Consumer<String> log) {
        try {
            log.accept("Bringing %s from %s.".formatted(name, source.name()));
            source.fetch(work, log);
            return files.firstProblem(work);
        } catch (IOException e) {
            return Optional.of(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("the download of %s was interrupted.".formatted(name), e);
        }
    }

    private void moveInto(Path folder, Path work) throws IOException {
        Files.createDirectories(folder);
        for (String file : files.names()) {
            Files.move(
                    work.resolve(file),
                    folder.resolve(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The message, with the kind of failure where the message alone says nothing (a host name, a path). */
    private static String reason(IOException e) {
        return e.getClass() == IOException.class && e.getMessage() != null
                ? e.getMessage()
                : "%s (%s)".formatted(e.getClass().getSimpleName().replace("Exception", ""), e.getMessage());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(Download.class.getName())
                    .log(System.Logger.Level.WARNING, "could not delete the temporary folder " + folder, e);
        }
    }
}
