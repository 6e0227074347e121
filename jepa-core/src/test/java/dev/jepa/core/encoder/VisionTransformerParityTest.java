package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vision transformer against the official I-JEPA's encoder. */
class VisionTransformerParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("ijepa/forward");
    private final Fixtures weights = Fixtures.load("ijepa/forward_weights");

    private VisionTransformerConfig config() {
        return VisionTransformerConfig.of(
                        fixtures.integer("hp.img"),
                        fixtures.integer("hp.patch"),
                        fixtures.integer("hp.dim"),
                        fixtures.integer("hp.depth"),
                        fixtures.integer("hp.heads"))
                .withChannels(fixtures.integer("hp.chans"))
                .withMlpRatio(fixtures.real("hp.mlp"));
    }

    @Test
    void allPatchesKeptPatchesAndAttention() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer encoder =
                        new VisionTransformer(config(), Init.of(1).on(TestDevice.get()))) {
            Map<String, Tensor> state = weights.tensors("encoder.");
            weights.assertClose("encoder.pos_embed", encoder.stateDict().get("pos_embed"), 1e-6);
            encoder.loadStateDict(state);
            Tensor images = fixtures.tensor("images");
            Tensor kept = fixtures.tensor("mask.context.0");
            fixtures.assertClose("out.encoder_full", encoder.encode(images, Mode.EVAL), TOLERANCE);
            fixtures.assertClose("out.encoder_context", encoder.encode(images, kept, Mode.EVAL), TOLERANCE);
            fixtures.assertClose(
                    "out.encoder.block0_attention", encoder.attention(images.slice(0, 0, 1), 0), TOLERANCE);
            Tensor few = images.slice(0, 0, fixtures.shape("out.patch_embed")[0]);
            VisionTransformer.Depths depths = encoder.encodeDepths(few, config().depth(), Mode.EVAL);
            fixtures.assertClose("out.patch_embed", depths.stem(), TOLERANCE);
            Tensor first = Normalization.layerNorm(
                    fixtures.tensor("out.encoder.block0_out"),
                    1,
                    state.get("norm.weight"),
                    state.get("norm.bias"),
                    1e-6);
            assertThat(depths.last().get(0).sub(first).abs().max().item()).isLessThan(1e-5);
            assertThat(encoder.namedBuffers().keySet()).containsExactly("pos_embed");
        }
    }
}
