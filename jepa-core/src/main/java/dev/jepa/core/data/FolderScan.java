package dev.jepa.core.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the image files of a folder, in an order that is the same on every machine. */
final class FolderScan extends SimpleFileVisitor<Path> {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff");

    private final Path root;
    private final List<Path> files = new ArrayList<>();
    private final List<ImageFolder.Skipped> unreachable = new ArrayList<>();

    private FolderScan(Path root) {
        this.root = root;
    }

    /** Looks at any depth and follows links. Hidden files and folders are left out. */
    static FolderScan of(Path root) {
        if (!Files.isDirectory(root)) {
            throw new MissingDataException("image folder %s %s.\nMaybe the path is misspelt."
                    .formatted(root, Files.exists(root) ? "is not a folder" : "does not exist"));
        }
        FolderScan scan = new FolderScan(root);
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, scan);
        } catch (IOException e) {
            throw new DataException("image folder %s cannot be read: %s.".formatted(root, e.getMessage()), e);
        }
        if (scan.files.isEmpty() && scan.unreachable.isEmpty()) {
            throw new MissingDataException("image folder %s holds no image files (%s).\nMaybe another folder was meant."
                    .formatted(root, String.join(", ", ENDINGS.stream().sorted().toList())));
        }
        scan.files.sort(Comparator.comparing(file -> key(root, file)));
        scan.unreachable.sort(Comparator.comparing(skipped -> key(root, skipped.file())));
        return scan;
    }

    /** All image files, sorted by their path relative to the root. */
    List<Path> files() {
        return files;
    }

    /** What should lead to images and does not: links to files that are gone, links in a circle, folders that may not be read. */
    List<ImageFolder.Skipped> unreachable() {
        return unreachable;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return isHidden(root.relativize(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (isHidden(root.relativize(file)) || !hasImageEnding(file)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isRegularFile()) {
            files.add(file);
        } else if (attributes.isSymbolicLink()) {
            skip(file, "is a link to a file that is gone.\nMaybe remove the link, or bring the file back.");
        } else {
            skip(file, "is not a file.\nMaybe remove it.");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (file.equals(root)) {
            throw failure;
        }
        if (isHidden(root.relativize(file))) {
            return FileVisitResult.CONTINUE;
        }
        if (failure instanceof FileSystemLoopException) {
            skip(file, "is a link to a folder around it, whose images are found anyway.\nMaybe remove the link.");
        } else if (failure instanceof AccessDeniedException) {
            skip(file, "may not be read by this user.\nMaybe change its permissions.");
        } else {
            skip(file, "cannot be read: " + failure.getMessage() + ".");
        }
        return FileVisitResult.CONTINUE;
    }

    private void skip(Path file, String reason) {
        unreachable.add(new ImageFolder.Skipped(file, file + " " + reason));
    }

    /** The relative path with slashes. */
    static String key(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasImageEnding(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
