package dev.jepa.examples.images;

import dev.jepa.core.data.DataException;
import dev.jepa.examples.recipe.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where in a folder of images those to train on lie, and those to judge by.
 *
 * @param train the folder to train on
 * @param test the folder to judge by, if there is one
 * @param split whether {@code train} is a folder of that name, and not the root itself
 */
record FolderLayout(Path train, Optional<Path> test, boolean split) {
    private static final List<String> TRAIN = List.of("train", "training", "trainset", "trainingset");
    private static final List<String> TEST = List.of(
            "test",
            "testing",
            "testset",
            "testingset",
            "val",
            "valid",
            "validation",
            "valset",
            "validationset",
            "eval",
            "evaluation");

    /**
     * Folders named train, Training, training_set … and test, Testing, val, validation …, or the root itself.
     *
     * @throws UsageException where a folder to judge by has none to train on beside it
     * @throws DataException where two may be the one to train on, or they lie a level too deep
     */
    static FolderLayout of(Path root) {
        if (!Files.isDirectory(root)) {
            return new FolderLayout(root, Optional.empty(), false); // whoever opens it says what is wrong
        }
        Optional<Path> train = theOne(named(root, TRAIN));
        Optional<Path> test = named(root, TEST).stream().findFirst();
        if (train.isPresent()) {
            return new FolderLayout(train.get(), test, true);
        }
        if (test.isPresent()) {
            throw new UsageException(
                    "%s exists but there is no train folder beside it.\nMaybe the images to train on lie in"
                                    .formatted(test.get())
                            + " a folder of another name; rename it to train.");
        }
        for (Path folder : folders(root)) {
            requireNoSplitIn(folder, root);
        }
        return new FolderLayout(root, Optional.empty(), false);
    }

    /** A split below the first folders would make classes of these, with the images to judge by among those to train on. */
    private static void requireNoSplitIn(Path folder, Path root) {
        List<Path> train = named(folder, TRAIN);
        List<Path> test = named(folder, TEST);
        if (!train.isEmpty() && !test.isEmpty()) {
            throw new DataException("%s holds %s and %s, but these are looked for in %s itself.\nMaybe %s"
                    .formatted(
                            folder,
                            train.get(0).getFileName(),
                            test.get(0).getFileName(),
                            root,
                            folders(root).size() == 1
                                    ? "pass --data " + folder + "."
                                    : "turn the folders around: train/CLASS and test/CLASS instead of CLASS/train."));
        }
    }

    private static Optional<Path> theOne(List<Path> train) {
        if (train.size() > 1) {
            throw new DataException("%s and %s may both be the folder to train on.\nMaybe move one of them away."
                    .formatted(train.get(0), train.get(1)));
        }
        return train.stream().findFirst();
    }

    /** The folders of such names, the first name first; case and punctuation do not matter. */
    private static List<Path> named(Path root, List<String> names) {
        return folders(root).stream()
                .filter(folder -> names.contains(letters(folder)))
                .sorted(Comparator.comparing(folder -> names.indexOf(letters(folder))))
                .toList();
    }

    private static String letters(Path folder) {
        return folder.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    static List<Path> folders(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
