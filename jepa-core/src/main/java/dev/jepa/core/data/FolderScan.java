package dev.jepa.core.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the image files of a folder, in an order that is the same on every machine. */
final class FolderScan {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff");

    private FolderScan() {}

    /** All image files at any depth, sorted by their path relative to the root. Hidden files and folders are left out. */
    static List<Path> imageFiles(Path root) {
        if (!Files.isDirectory(root)) {
            throw new DataException("image folder %s %s.\nMaybe the path of --data is misspelt."
                    .formatted(root, Files.exists(root) ? "is not a folder" : "does not exist"));
        }
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = walk.filter(file -> isImage(root.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> key(root, file)))
                    .toList();
            if (files.isEmpty()) {
                throw new DataException("image folder %s holds no image files (%s).\nMaybe another folder was meant."
                        .formatted(
                                root,
                                String.join(", ", ENDINGS.stream().sorted().toList())));
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("image folder %s cannot be read: %s.".formatted(root, e.getMessage()), e);
        }
    }

    /** The relative path with slashes. */
    static String key(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The first folder under the root, or empty for a file in the root itself. */
    static String className(Path root, Path file) {
        Path relative = root.relativize(file);
        return relative.getNameCount() == 1 ? "" : relative.getName(0).toString();
    }

    private static boolean isImage(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = relative.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
