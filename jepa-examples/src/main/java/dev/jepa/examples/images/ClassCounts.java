package dev.jepa.examples.images;

import dev.jepa.core.data.ImageDataset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many images of each class there are, for a user to check that a folder was understood. */
final class ClassCounts {
    /** More classes than this are summed up. */
    private static final int MOST_LINES = 20;

    private static final int WIDEST_NAME = 40;

    private final List<String> names;
    private final int[] train;
    private final int[] test;

    private ClassCounts(List<String> names, int[] train, int[] test) {
        this.names = names;
        this.train = train;
        this.test = test;
    }

    static ClassCounts of(ImageTask task) {
        return new ClassCounts(task.train().classNames(), count(task.train()), count(task.test()));
    }

    private static int[] count(ImageDataset images) {
        int[] counts = new int[images.classNames().size()];
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        return counts;
    }

    /** One line a class, or what there is of many. */
    String lines() {
        if (names.size() > MOST_LINES) {
            int fewest = IntStream.range(0, train.length)
                    .reduce((a, b) -> train[a] <= train[b] ? a : b)
                    .orElseThrow();
            return "  the fewest to train on has %s: %,d; the most %,d"
                    .formatted(
                            names.get(fewest),
                            train[fewest],
                            IntStream.of(train).max().orElseThrow());
        }
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        String format = "  %-" + Math.max(5, Math.min(width, WIDEST_NAME)) + "s  %,12d  %,12d";
        String head = format.replace(",12d", "12s").formatted("class", "to train on", "to judge by");
        return IntStream.range(0, train.length)
                .mapToObj(i -> format.formatted(names.get(i), train[i], test[i]))
                .collect(Collectors.joining("\n", head + "\n", ""));
    }
}
