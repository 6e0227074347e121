package dev.jepa.models.ijepa;

import dev.jepa.core.errors.Bounds;

/**
 * What is context and what is target (section 3 and appendix of the paper).
 *
 * @param sampling the authors' sampler, or one without its biases
 * @param targets number of target blocks an image (M)
 * @param targetScale share of the image that a target block covers
 * @param targetAspect height / width of a target block
 * @param contextScale share of the image that the context block covers before targets are cut out
 * @param minKeep a block must hold more patches than this
 */
public record MaskConfig(
        Sampling sampling,
        int targets,
        Interval targetScale,
        Interval targetAspect,
        Interval contextScale,
        int minKeep) {

    /** How blocks are placed and how the masks of a batch are brought to one length. */
    public enum Sampling {
        /**
         * The authors' code, for parity: one number sets scale and aspect; the last row and column of patches are never
         * reached; every mask is cut to the shortest of the batch by keeping its first patches, so contexts lean upwards.
         */
        OFFICIAL,
        /** Scale and aspect independent, blocks uniform over the whole grid, masks cut at random. */
        UNBIASED
    }

    public MaskConfig {
        Bounds.maybe("MaskConfig.unbiased()")
                .atLeast(1, "targets", targets)
                .atLeast(0, "minKeep", minKeep)
                .that(targetScale.high() <= 1, "targetScale", "be a share of the image, at most 1,", targetScale)
                .that(contextScale.high() <= 1, "contextScale", "be a share of the image, at most 1,", contextScale);
    }

    /** The paper's: one context block (.85-1), four targets (.15-.2, aspect .75-1.5), sampled as the authors' code does. */
    public static MaskConfig official() {
        return new MaskConfig(
                Sampling.OFFICIAL, 4, new Interval(.15, .2), new Interval(.75, 1.5), new Interval(.85, 1), 10);
    }

    /** The paper's shapes on a small grid, without the sampler's biases. */
    public static MaskConfig unbiased() {
        return new MaskConfig(
                Sampling.UNBIASED, 4, new Interval(.15, .2), new Interval(.75, 1.5), new Interval(.85, 1), 4);
    }
}
