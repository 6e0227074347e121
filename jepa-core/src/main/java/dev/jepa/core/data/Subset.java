package dev.jepa.core.data;

import dev.jepa.core.tensor.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Some images of another data set. */
final class Subset implements ImageDataset {
    private final ImageDataset whole;
    private final int[] indices;

    Subset(ImageDataset whole, int... indices) {
        for (int index : indices) {
            ImageIndex.of(index, whole);
        }
        this.whole = whole;
        this.indices = indices.clone();
    }

    static Subset perClass(ImageDataset whole, double fraction, long seed) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction must be above 0 and at most 1 but was %s.".formatted(fraction));
        }
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int i = 0; i < whole.size(); i++) {
            classes.computeIfAbsent(whole.label(i), label -> new ArrayList<>()).add(i);
        }
        List<Integer> chosen = new ArrayList<>();
        classes.forEach((label, members) -> {
            int wanted = (int) Math.max(1, Math.round(fraction * members.size()));
            long[] order = Rng.of(seed).at(label, "fraction").permutation(members.size());
            for (int i = 0; i < wanted; i++) {
                chosen.add(members.get((int) order[i]));
            }
        });
        return new Subset(
                whole, chosen.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    @Override
    public ImageDataset asStored() {
        return new Subset(whole.asStored(), indices);
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Image image(int index) {
        return whole.image(at(index));
    }

    @Override
    public int label(int index) {
        return whole.label(at(index));
    }

    /** The number of an image in the whole set. */
    private int at(int index) {
        return indices[ImageIndex.of(index, this)];
    }

    @Override
    public List<String> classNames() {
        return whole.classNames();
    }

    @Override
    public String describe(int index) {
        return whole.describe(at(index));
    }

    @Override
    public Provenance provenance() {
        Provenance of = whole.provenance();
        Fingerprint fingerprint = new Fingerprint().add(of.fingerprint());
        for (int index : indices) {
            fingerprint.add(index);
        }
        return new Provenance("part of " + of.name(), of.location(), size(), fingerprint.hex());
    }
}
