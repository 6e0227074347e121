package dev.jepa.examples.recipe;

import java.nio.file.Path;

/** Where data sets lie when the command line does not say: {@code $JEPA_DATA/NAME}, else {@code data/NAME}. */
public final class DataFolders {
    private DataFolders() {}

    /** The default folder of a data set, relative to the current folder unless JEPA_DATA is absolute. */
    public static Path of(String dataSet) {
        String root = System.getenv("JEPA_DATA");
        return Path.of(root == null || root.isBlank() ? "data" : root, dataSet);
    }
}
