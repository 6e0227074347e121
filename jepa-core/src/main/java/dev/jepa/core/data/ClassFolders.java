package dev.jepa.core.data;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The classes of an image folder: the names of the first folders below its root, in the order of their names. */
final class ClassFolders {
    /** What Java puts in place of bytes that the locale's encoding does not know. */
    private static final String UNKNOWN = "\ufffd";

    private final Path root;
    private final Map<String, Path> folders = new TreeMap<>();

    /** @throws DataException if two folders' names cannot be told apart */
    ClassFolders(Path root, List<Path> files) {
        this.root = root;
        Map<String, Path> looks = new HashMap<>();
        for (Path file : files) {
            Path relative = root.relativize(file);
            if (relative.getNameCount() > 1) {
                Path folder = relative.getName(0);
                Path before = looks.putIfAbsent(look(folder), folder);
                if (before != null && !before.equals(folder)) {
                    throw new DataException(alike(before, folder));
                }
                folders.put(folder.toString(), folder);
            }
        }
    }

    /** The folders, in the order of their names. */
    List<Path> folders() {
        return folders.values().stream().map(root::resolve).toList();
    }

    List<String> names() {
        return List.copyOf(folders.keySet());
    }

    /** The name of a file's class, or empty for a file in the root itself. */
    String nameOf(Path file) {
        Path relative = root.relativize(file);
        return relative.getNameCount() == 1 ? "" : relative.getName(0).toString();
    }

    /** The same for names that a reader cannot tell apart: composed and decomposed accents, spaces at the ends. */
    private static String look(Path folder) {
        return Normalizer.normalize(folder.toString(), Normalizer.Form.NFC).strip();
    }

    private String alike(Path first, Path second) {
        String remedy = first.toString().contains(UNKNOWN)
                ? "Their names are not in this locale's encoding, %s.\nMaybe set LC_ALL=C.UTF-8, or rename them."
                        .formatted(System.getProperty("sun.jnu.encoding"))
                : "They differ by spaces or by how accents are written.\nMaybe rename one, or join them.";
        return "class folders '%s' and '%s' of %s look the same. %s".formatted(first, second, root, remedy);
    }
}
