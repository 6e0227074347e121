package dev.jepa.examples.downstream;

import dev.jepa.core.data.Image;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.errors.Nearest;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.images.ImageTasks;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.UsageException;
import java.util.Collections;
import java.util.List;

/** Data sets that an encoder can be transferred to, by name. */
public final class SecondData {
    private static final List<ImageSource> ALL = List.of(
            ImageTasks.CIFAR10, ImageTasks.CIFAR100, ImageTasks.FASHION_MNIST, ImageTasks.MNIST, ImageFolders.SOURCE);

    private SecondData() {}

    /** The names, in the order in which they are listed. */
    public static List<String> names() {
        return ALL.stream().map(ImageSource::dataSet).toList();
    }

    /**
     * Opens a data set as a run's encoder takes it: with its channels, normalised by the set's own statistics. What is done to the images
     * is said on the context's writer.
     *
     * @param name one of {@link #names}
     * @param context whose data folder is the second data set's
     * @throws UsageException for another name, or images without classes
     */
    public static ImageTask labelled(String name, ImageRun<?> run, RecipeContext context) {
        ImageTask task = open(name, run, context);
        if (!task.isLabelled()) {
            throw new UsageException(
                    "The images of " + task.train().provenance().location()
                            + " have no classes to tell apart, so there is nothing to judge.\n"
                            + "Maybe pass images in class folders with --data.");
        }
        return task;
    }

    /** As {@link #labelled}, of images that may be without classes. */
    public static ImageTask open(String name, ImageRun<?> run, RecipeContext context) {
        ImageTask task = source(name).open(context).turned(run.isUpright());
        context.display().say(conversions(task, run));
        return adapted(task, run.channels());
    }

    /**
     * The data set of this name, one of {@link #names}.
     *
     * @throws UsageException for another name
     */
    static ImageSource source(String name) {
        return ALL.stream()
                .filter(source -> source.dataSet().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no data set '" + name + "' to transfer to; there are "
                        + String.join(", ", names()) + "." + Nearest.advice(name, names())));
    }

    private static ImageTask adapted(ImageTask task, int channels) {
        return task.channels() == channels
                ? task
                : new ImageTask(
                        new Recoloured(task.train(), channels),
                        new Recoloured(task.test(), channels),
                        new Normalize(
                                adapted(task.normalize().mean(), channels),
                                adapted(task.normalize().std(), channels)));
    }

    private static List<Double> adapted(List<Double> statistics, int channels) {
        double mean = statistics.stream().mapToDouble(s -> s).average().orElseThrow();
        return Collections.nCopies(channels, mean);
    }

    private static String conversions(ImageTask task, ImageRun<?> run) {
        Image first = task.train().image(0);
        int size = run.imageSize();
        String colour = task.channels() == run.channels()
                ? ""
                : task.channels() == 1 ? ", gray in each of three channels" : ", turned gray";
        String sides = first.height() == size && first.width() == size
                ? ""
                : ", the shorter side made " + size + " pixels and the middle cut out";
        String classes = task.isLabelled()
                ? "%,d images of %d classes to learn from, %,d to judge by"
                        .formatted(
                                task.train().size(), task.classes(), task.test().size())
                : "%,d images without classes".formatted(task.train().size());
        return "%s: %s; %d x %d pixels%s%s."
                .formatted(task.train().provenance().name(), classes, first.height(), first.width(), colour, sides);
    }
}
