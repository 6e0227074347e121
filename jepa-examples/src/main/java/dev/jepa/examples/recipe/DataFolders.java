package dev.jepa.examples.recipe;

import java.nio.file.Path;

/** Where data sets lie when the command line does not say: {@code $JEPA_DATA/NAME}, else {@code data/NAME}. */
public final class DataFolders {
    private DataFolders() {}

    /** What to do where a data set is missing. */
    static String advice(String dataSet) {
        String place = "or name the folder that holds it: --data DIR.";
        return switch (dataSet) {
            case "cifar10" -> "Maybe bring it with 'jepa data cifar10', " + place;
            case "double-pendulum" -> "Maybe see docs/double-pendulum.md where to get it, " + place;
            default -> "Maybe name the folder that holds it: --data DIR.";
        };
    }

    /** The default folder of a data set, relative to the current folder unless JEPA_DATA is absolute. */
    public static Path of(String dataSet) {
        String root = System.getenv("JEPA_DATA");
        return Path.of(root == null || root.isBlank() ? "data" : root, dataSet);
    }
}
