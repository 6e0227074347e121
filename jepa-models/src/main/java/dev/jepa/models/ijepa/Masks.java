package dev.jepa.models.ijepa;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** Patch numbers (row-major, increasing) of the context and of the target blocks of a batch of images. */
public final class Masks {
    private final long[][] context; // [B][K]
    private final long[][][] targets; // [M][B][T]

    /**
     * @param context [B][K], the patches of each image's context
     * @param targets [M][B][T], the patches of each target block of each image
     */
    public Masks(long[][] context, long[][][] targets) {
        this.context = context;
        this.targets = targets;
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
