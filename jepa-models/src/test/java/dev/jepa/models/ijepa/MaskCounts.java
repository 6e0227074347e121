package dev.jepa.models.ijepa;

import java.util.Arrays;

/** Histograms over drawn masks: sizes, corners, and how often each patch is context or target. */
final class MaskCounts {
    private final int grid;
    final long[] sizes; // [grid + 1, grid + 1], height by width of targets
    final long[] top;
    final long[] left;
    final long[] contextSize;
    final long[] targetSize;
    final long[] unionSize;
    final long[] contextCells;
    final long[] targetCells;
    long overlaps; // draws whose context shares a patch with a target

    MaskCounts(int grid) {
        this.grid = grid;
        sizes = new long[(grid + 1) * (grid + 1)];
        top = new long[grid];
        left = new long[grid];
        contextSize = new long[grid * grid + 1];
        targetSize = new long[grid * grid + 1];
        unionSize = new long[grid * grid + 1];
        contextCells = new long[grid * grid];
        targetCells = new long[grid * grid];
    }

    /** Counts the only image of a draw. */
    void add(Masks masks) {
        boolean[] union = new boolean[grid * grid];
        for (int m = 0; m < masks.targetCount(); m++) {
            long[] target = masks.target(m, 0);
            long first = target[0];
            long last = target[target.length - 1];
            int height = (int) (last / grid - first / grid + 1);
            sizes[height * (grid + 1) + target.length / height]++;
            top[(int) (first / grid)]++;
            left[(int) (first % grid)]++;
            for (long patch : target) {
                targetCells[(int) patch]++;
                union[(int) patch] = true;
            }
        }
        int covered = 0;
        for (boolean cell : union) {
            covered += cell ? 1 : 0;
        }
        unionSize[covered]++;
        overlaps += Arrays.stream(masks.context(0)).anyMatch(patch -> union[(int) patch]) ? 1 : 0;
        addBatch(masks, 1);
    }

    /** Counts a batch: one size of contexts and one of targets, and the contexts' patches of every image. */
    void addBatch(Masks masks) {
        addBatch(masks, masks.batchSize());
    }

    private void addBatch(Masks masks, int images) {
        contextSize[masks.context(0).length]++;
        targetSize[masks.target(0, 0).length]++;
        for (int image = 0; image < images; image++) {
            Arrays.stream(masks.context(image)).forEach(patch -> contextCells[(int) patch]++);
        }
    }
}
