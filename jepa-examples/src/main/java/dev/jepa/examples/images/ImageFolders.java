package dev.jepa.examples.images;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.FolderOptions;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.ImageFolder;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.tensor.Rng;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What to train on and what to judge by in a folder of images, laid out in one of these ways:
 *
 * <ul>
 *   <li>{@code train/CLASS/…} and {@code test/CLASS/…} or {@code val/CLASS/…}, also {@code Training}, {@code validation} and the like;
 *   <li>{@code CLASS/…}: a fifth of each class is held out, the same fifth whatever the seed of the run;
 *   <li>images without class folders, or all of one class: there are no classes to judge by.
 * </ul>
 */
public final class ImageFolders {
    private static final double TEST_SHARE = 0.2;

    /** Any folder of images; says what was found in it. */
    public static final ImageSource SOURCE = new ImageSource("images", (root, context) -> {
        ImageTask task = open(root, context);
        context.display().say(description(root, task));
        return task;
    });

    private ImageFolders() {}

    private static ImageTask open(Path root, RecipeContext context) {
        FolderLayout layout = FolderLayout.of(root);
        if (layout.split()) {
            return opened(layout.train(), layout.test(), context);
        }
        ImageFolder images = folder(root, context);
        return images.classNames().size() > 1 ? split(images, root) : unlabelled(images);
    }

    private static ImageTask opened(Path train, Optional<Path> test, RecipeContext context) {
        ImageFolder images = folder(train, context);
        if (images.classNames().size() < 2) {
            return unlabelled(images);
        }
        if (test.isEmpty()) {
            throw new UsageException(
                    ("%s has classes, but there is no test or val folder beside it to judge by.\nMaybe pass"
                                    + " --data %s, which then has a fifth of each class held out.")
                            .formatted(train, train));
        }
        ImageFolder held = folder(test.get(), context);
        requireSameClasses(train, images, test.get(), held);
        return new ImageTask(images, held, Normalize.imageNet());
    }

    /** What cannot be read is named in the log, or ends a strict run. */
    private static ImageFolder folder(Path root, RecipeContext context) {
        ImageFolder images = ImageFolder.open(root, FolderOptions.DEFAULT.withStrict(context.strict()));
        int skipped = images.skipped().size();
        if (skipped > 0) {
            context.display()
                    .say("%s: %,d %s left out, named in the warnings; --strict refuses them."
                            .formatted(root, skipped, skipped == 1 ? "file" : "files"));
        }
        return images;
    }

    private static ImageTask unlabelled(ImageFolder images) {
        return ImageTask.unlabelled(images, Normalize.imageNet());
    }

    private static void requireSameClasses(Path train, ImageFolder images, Path test, ImageFolder held) {
        TreeSet<String> onlyInTrain = new TreeSet<>(images.classNames());
        held.classNames().forEach(onlyInTrain::remove);
        TreeSet<String> onlyInTest = new TreeSet<>(held.classNames());
        images.classNames().forEach(onlyInTest::remove);
        if (!onlyInTrain.isEmpty() || !onlyInTest.isEmpty()) {
            throw new DataException(
                    ("%s and %s must have the same class folders, but only the first has %s and only the second"
                                    + " %s.\nMaybe a folder is misspelt or empty.")
                            .formatted(train, test, onlyInTrain, onlyInTest));
        }
    }

    private static ImageTask split(ImageFolder images, Path root) {
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < images.size(); i++) {
            classes.computeIfAbsent(images.label(i), label -> new ArrayList<>()).add(i);
        }
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        classes.forEach((label, members) -> {
            String name = images.classNames().get(label);
            if (members.size() < 2) {
                throw new DataException(
                        ("class %s of %s has one image that can be read, but one to train on and one to judge"
                                        + " by are needed.\nMaybe add images, or move the folder away.")
                                .formatted(name, root));
            }
            long held = Math.max(1, Math.round(TEST_SHARE * members.size()));
            long[] order = Rng.of(0).at("held out").at(name).permutation(members.size());
            for (int i = 0; i < order.length; i++) {
                (i < held ? test : train).add(members.get((int) order[i]));
            }
        });
        return new ImageTask(part(images, train), part(images, test), Normalize.imageNet());
    }

    private static ImageDataset part(ImageDataset images, List<Integer> indices) {
        return images.subset(
                indices.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private static String description(Path root, ImageTask task) {
        int images = task.train().size();
        if (task.isLabelled()) {
            return "%s: %,d images of %d classes to train on, %,d to judge by.%n%s"
                    .formatted(
                            root,
                            images,
                            task.classes(),
                            task.test().size(),
                            ClassCounts.of(task).lines());
        } else if (task.classes() == 0) {
            return "%s: %,d images without class folders, so that there are no classes to judge by."
                    .formatted(root, images);
        }
        String name = task.train().classNames().get(0);
        Path inner = root.resolve(name);
        String advice = Files.isDirectory(inner) && FolderLayout.folders(inner).size() > 1
                ? "%nMaybe --data %s was meant, whose folders are then the classes.".formatted(inner)
                : "";
        return "%s: %,d images of the one class %s, so that there are no classes to judge by.%s"
                .formatted(root, images, name, advice);
    }
}
