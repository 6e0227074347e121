package dev.jepa.models.ijepa;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Patch numbers (row-major, increasing) of the context and of the target blocks of a batch of images. */
public final class Masks {
    private final long[][] context; // [B][K]
    private final long[][][] targets; // [M][B][T]

    /**
     * @param context [B][K], the patches of each image's context
     * @param targets [M][B][T], the patches of each target block of each image
     * @throws IllegalArgumentException when B, K, M or T is 0, rows differ in length, or the patches of a row do not increase
     */
    public Masks(long[][] context, long[][][] targets) {
        requireRows("context", context);
        if (targets == null || targets.length == 0) {
            throw new IllegalArgumentException("Masks must have one target block or more but had none.");
        }
        for (int m = 0; m < targets.length; m++) {
            requireRows("target block " + m, targets[m]);
            if (targets[m].length != context.length || targets[m][0].length != targets[0][0].length) {
                throw new IllegalArgumentException("All target blocks must be of the context's " + context.length
                        + " images and of one length, " + targets[0][0].length + ", but block " + m + " is of "
                        + targets[m].length + " images and " + targets[m][0].length + " patches.");
            }
        }
        this.context = context;
        this.targets = targets;
    }

    private static void requireRows(String what, long[][] rows) {
        requireBatch(rows == null ? 0 : rows.length);
        for (int image = 0; image < rows.length; image++) {
            long[] row = rows[image];
            if (row == null || row.length == 0 || row.length != rows[0].length || !increases(row)) {
                throw new IllegalArgumentException("The " + what
                        + " of every image must be equally many patches, one or more,"
                        + " from 0 on, in increasing order, but that of image " + image + " was " + Arrays.toString(row)
                        + (image > 0 ? " and that of image 0 " + Arrays.toString(rows[0]) : "")
                        + ".\nMaybe cut all to the shortest, and sort them.");
            }
        }
    }

    private static boolean increases(long[] row) {
        return row[0] >= 0 && IntStream.range(1, row.length).allMatch(i -> row[i - 1] < row[i]);
    }

    /** Checks for a number of images that masks can be made for. */
    public static void requireBatch(int images) {
        if (images < 1) {
            throw new IllegalArgumentException("Masks must be of one image or more but were of " + images + ".");
        }
    }

    /**
     * Checks that these are masks of a batch of images.
     *
     * @param images B
     * @param patches N, the patches of an image
     * @throws IllegalArgumentException when they are of another number of images, or hold a patch that is not below N
     */
    public void requireFit(long images, int patches) {
        if (images != batchSize()) {
            throw new IllegalArgumentException("The masks are of " + batchSize() + " images but the batch has " + images
                    + ".\nMaybe they are another batch's.");
        }
        long last = Stream.concat(Stream.of(context), Stream.of(targets).flatMap(Stream::of))
                .mapToLong(row -> row[row.length - 1])
                .max()
                .orElseThrow();
        if (last >= patches) {
            throw new IllegalArgumentException("Patches must lie in 0 … " + (patches - 1) + " but the masks hold "
                    + last + ".\nMaybe the masks were made for a larger grid.");
        }
    }

    /** The patches of an image's context. */
    public long[] context(int image) {
        return context[image].clone();
    }

    /** The patches of an image's target block. */
    public long[] target(int block, int image) {
        return targets[block][image].clone();
    }

    /** B, the number of images. */
    public int batchSize() {
        return context.length;
    }

    /** M, the number of target blocks. */
    public int targetCount() {
        return targets.length;
    }

    /** The context's patches as int64 [B, K]. */
    public Tensor contextIndices(Device device) {
        return indices(context).to(device);
    }

    /** Each target block's patches as int64 [B, T], one tensor a block. */
    public List<Tensor> targetIndices(Device device) {
        List<Tensor> list = new ArrayList<>();
        for (long[][] target : targets) {
            list.add(indices(target).to(device));
        }
        return list;
    }

    private static Tensor indices(long[][] rows) {
        int length = rows[0].length;
        long[] flat = new long[rows.length * length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * length, length);
        }
        return Tensors.of(flat, rows.length, length);
    }
}
