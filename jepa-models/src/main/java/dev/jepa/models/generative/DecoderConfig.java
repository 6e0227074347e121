package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.TransformerBlock;

/**
 * A {@link PixelDecoder}: narrower and shallower than the encoder, since it is thrown away after training.
 *
 * @param dim P, width of its tokens, a multiple of 4
 * @param depth number of blocks
 * @param heads attention heads, a divisor of dim
 */
public record DecoderConfig(int dim, int depth, int heads) {
    public DecoderConfig {
        Bounds.maybe("a dim of 512, a depth of 8 and 16 heads, the paper's")
                .that(dim >= 4 && dim % 4 == 0, "decoder.dim", "be a multiple of 4", dim)
                .atLeast(1, "decoder.depth", depth)
                .that(heads >= 1 && dim % heads == 0, "decoder.heads", "divide decoder.dim = " + dim, heads);
    }

    /** The paper's: 512 channels, 8 blocks, 16 heads. */
    public static DecoderConfig paper() {
        return new DecoderConfig(512, 8, 16);
    }

    /** Block number {@code index}: the encoder's kind of block at the decoder's width. */
    TransformerBlock.Config block(VisionTransformerConfig encoder, int index) {
        TransformerBlock.Config block = TransformerBlock.Config.of(dim, heads)
                .withMlpRatio(encoder.mlpRatio())
                .withStd(encoder.std());
        return encoder.rescaledInit() ? block.rescaledForLayer(index + 1) : block;
    }
}
