package dev.jepa.models.ijepa;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.TransformerBlock;

/**
 * The networks and the objective of an I-JEPA.
 *
 * @param encoder f_theta, a vision transformer
 * @param predictor g_phi, a narrower transformer
 * @param masks what is context and what is target
 * @param target what the predictor must predict
 * @param regularization terms beside the prediction loss; all zero in the paper
 */
public record IJepaConfig(
        VisionTransformerConfig encoder,
        PredictorConfig predictor,
        MaskConfig masks,
        TargetConfig target,
        Regularization regularization) {

    public IJepaConfig {
        if (encoder.classToken()) {
            throw new IllegalArgumentException("I-JEPA's encoder has no class token, but encoder.classToken was true.");
        }
        if (target.layers() > encoder.depth()) {
            throw new IllegalArgumentException("target.layers must be at most the encoder's depth, " + encoder.depth()
                    + ", but was " + target.layers() + ".");
        }
    }

    /** This configuration with another way through the predictor. */
    public IJepaConfig with(PredictorConfig.Pass pass) {
        PredictorConfig other = new PredictorConfig(predictor.dim(), predictor.depth(), predictor.heads(), pass);
        return new IJepaConfig(encoder, other, masks, target, regularization);
    }

    /** This configuration with another encoder. */
    public IJepaConfig with(VisionTransformerConfig other) {
        return new IJepaConfig(other, predictor, masks, target, regularization);
    }

    /** Features of a target: the encoder's, twice where the stem's tokens are predicted as well. */
    public int targetDim() {
        return target.stem() ? 2 * encoder.dim() : encoder.dim();
    }

    /** Block number {@code index} of the predictor: the encoder's kind of block at the predictor's width. */
    TransformerBlock.Config predictorBlock(int index) {
        TransformerBlock.Config block = TransformerBlock.Config.of(predictor.dim(), predictor.heads())
                .withMlpRatio(encoder.mlpRatio())
                .withStd(encoder.std());
        return encoder.rescaledInit() ? block.rescaledForLayer(index + 1) : block;
    }

    /**
     * The predictor.
     *
     * @param dim width of its tokens (P)
     * @param depth number of blocks
     * @param heads attention heads; divides dim
     * @param pass one pass for each target block, or one for all
     */
    public record PredictorConfig(int dim, int depth, int heads, Pass pass) {
        /** How target blocks go through the predictor. */
        public enum Pass {
            /** The paper's: a pass for each target block, which sees the context and its own mask tokens. */
            BLOCK,
            /** One pass for all target blocks, which see each other's mask tokens: the context is computed once. */
            JOINT
        }

        public PredictorConfig {
            Bounds.maybe("a dim of 384, a depth of 12 and 12 heads, the paper's")
                    .that(dim >= 4 && dim % 4 == 0, "dim", "be a multiple of 4", dim)
                    .atLeast(1, "depth", depth)
                    .that(heads >= 1 && dim % heads == 0, "heads", "divide dim = " + dim, heads);
        }
    }

    /**
     * The target representation.
     *
     * @param layers mean of the layer-normalised outputs of the last so many blocks of the target encoder; the paper's is 1,
     *     the final output
     * @param scale in which units the predictor must predict it; the paper's is {@link Scale#TOKEN}
     * @param stem whether the tokens of the target encoder's stem, which see their own patch alone, are predicted beside them
     *     (several depths at once, as in V-JEPA 2.1, arXiv 2603.14482); the paper's are not
     * @param view what the target encoder sees; the paper's is {@link View#SAME}
     */
    public record TargetConfig(int layers, Scale scale, boolean stem, View view) {
        /** What is subtracted from the target's tokens, and what they are divided by. */
        public enum Scale {
            /** The paper's: each token's own mean and standard deviation over its features. */
            TOKEN,
            /**
             * As TOKEN, then the batch's mean at each patch, and each feature's standard deviation over the batch's patches. What all images
             * have in common at a place can then not be predicted, and no feature is too small to count.
             */
            BATCH
        }

        /** Which view of an image is the target. */
        public enum View {
            /** The paper's: the one of which the context is a part; its target blocks are predicted. */
            SAME,
            /**
             * Another crop of the image, of which all patches are predicted ({@link OtherView}). Target blocks then only make holes in the
             * context.
             */
            OTHER
        }

        /** The paper's. */
        public TargetConfig() {
            this(1, Scale.TOKEN, false, View.SAME);
        }

        public TargetConfig {
            Bounds.maybe("1, the paper's").atLeast(1, "layers", layers);
        }
    }

    /**
     * Variance and covariance terms on the context encoder's pooled tokens (VICReg, arXiv 2105.04906, equations 1-4).
     *
     * @param variance weight of the hinge on each feature's standard deviation
     * @param covariance weight of the squared off-diagonal covariances
     */
    public record Regularization(double variance, double covariance) {
        /** The paper's: none. */
        public static final Regularization NONE = new Regularization(0, 0);

        public Regularization {
            Bounds.maybe("Regularization.NONE")
                    .notNegative("variance", variance)
                    .notNegative("covariance", covariance);
        }

        boolean isOn() {
            return variance > 0 || covariance > 0;
        }
    }
}
