package dev.jepa.models.probe;

import dev.jepa.core.tensor.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random parts of a labelled set that keep the shares of the classes; functions of the key alone. */
public final class Stratified {
    private Stratified() {}

    /**
     * A part of the positions of each class, at least one of every class that occurs, in increasing order.
     *
     * @param fraction in (0, 1]; the part of a class of n is round(fraction n)
     */
    public static int[] subset(LabeledFeatures data, double fraction, Rng rng) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction must lie in (0, 1] but was " + fraction + ".\nMaybe it was given in percent.");
        }
        return shuffledByClass(data, rng).stream()
                .flatMapToInt(positions -> {
                    long part = Math.max(1, Math.round(fraction * positions.length));
                    return IntStream.of(positions).limit(part);
                })
                .sorted()
                .toArray();
    }

    /** The positions dealt out to disjoint parts, class by class, each in increasing order. */
    static List<int[]> folds(LabeledFeatures data, int folds, Rng rng) {
        List<IntStream.Builder> parts = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            parts.add(IntStream.builder());
        }
        int next = 0;
        for (int[] positions : shuffledByClass(data, rng)) {
            for (int position : positions) {
                parts.get(next++ % folds).add(position);
            }
        }
        return parts.stream().map(part -> part.build().sorted().toArray()).toList();
    }

    private static List<int[]> shuffledByClass(LabeledFeatures data, Rng rng) {
        List<IntStream.Builder> classes = new ArrayList<>();
        for (int c = 0; c < data.classes(); c++) {
            classes.add(IntStream.builder());
        }
        int[] labels = data.labelArray();
        for (long position : rng.permutation(labels.length)) {
            classes.get(labels[(int) position]).add((int) position);
        }
        return classes.stream()
                .map(part -> part.build().toArray())
                .filter(positions -> positions.length > 0)
                .toList();
    }
}
