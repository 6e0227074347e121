package dev.jepa.models.generative;

import dev.jepa.core.tensor.Rng;
import dev.jepa.models.ijepa.Masks;
import java.util.Arrays;

/**
 * Masks of patches drawn without replacement, each patch alike (arXiv 2111.06377, section 3): what is visible is the context of
 * {@link Masks}, what is masked its one target block.
 */
public final class RandomMasks {
    private static final double ROUNDING = 1e-9;

    private final int patches;
    private final int visible;

    /**
     * @param ratio share of the patches that are masked; N (1 - ratio), rounded down, stay visible
     * @param patches N
     * @throws IllegalArgumentException when none would be visible, or none masked
     */
    public RandomMasks(double ratio, int patches) {
        this.patches = patches;
        this.visible = (int) (patches * (1 - ratio) + ROUNDING);
        if (!(ratio > 0 && ratio < 1) || visible < 1 || visible >= patches) {
            throw new IllegalArgumentException("maskRatio must lie in (0, 1) and leave some of the " + patches
                    + " patches visible and some masked but was " + ratio + ".\nMaybe 0.75, or smaller patches.");
        }
    }

    /** K, the number of visible patches of an image. */
    public int visible() {
        return visible;
    }

    /** The masks of a batch: a function of the key. */
    public Masks sample(Rng rng, int batch) {
        Masks.requireBatch(batch);
        long[][] context = new long[batch][];
        long[][][] target = new long[1][batch][];
        for (int image = 0; image < batch; image++) {
            long[] order = rng.at(image).permutation(patches);
            context[image] = sorted(order, 0, visible);
            target[0][image] = sorted(order, visible, patches);
        }
        return new Masks(context, target);
    }

    private static long[] sorted(long[] order, int from, int to) {
        long[] part = Arrays.copyOfRange(order, from, to);
        Arrays.sort(part);
        return part;
    }
}
