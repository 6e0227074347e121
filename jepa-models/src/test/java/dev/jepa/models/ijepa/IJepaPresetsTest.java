package dev.jepa.models.ijepa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class IJepaPresetsTest {
    @Test
    void vitBaseBuildsAndPredicts() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = new IJepa(IJepaPresets.vitBase16(), Init.of(1))) {
            assertThat(model.contextEncoder().parameterCount())
                    .isEqualTo(12 * (12 * 768 * 768 + 13 * 768) + 768 * 3 * 16 * 16 + 768 + 2 * 768);
            assertThat(model.predictor().stateDict())
                    .containsKeys(
                            "mask_token",
                            "predictor_pos_embed",
                            "predictor_embed.weight",
                            "predictor_blocks.5.attn.qkv.bias",
                            "predictor_norm.weight",
                            "predictor_proj.bias");
            predictsOneImage(model);
        }
    }

    @Test
    @Tag("slow")
    void vitHugeBuildsAndPredicts() {
        try (TensorScope scope = TensorScope.open();
                IJepa model = new IJepa(IJepaPresets.vitHuge14(), Init.of(1))) {
            assertThat(model.contextEncoder().parameterCount()).isBetween(630_000_000L, 632_000_000L);
            predictsOneImage(model);
        }
    }

    private static void predictsOneImage(IJepa model) {
        IJepaConfig config = model.config();
        Masks masks = new MultiblockMasks(config.masks(), config.encoder().gridSide()).sample(Rng.of(1), 0, 1);
        Tensor image = Tensors.normal(
                Rng.of(2), 1, 3, config.encoder().imageSize(), config.encoder().imageSize());
        LossTerms loss = model.loss(image, masks, Mode.EVAL);
        assertThat(loss.total().item()).isFinite().isPositive();
        List<Tensor> targets = masks.targetIndices(image.device());
        Tensor tokens = model.targets(image, targets);
        assertThat(tokens.shape().toArray())
                .containsExactly(4, targets.get(0).size(1), config.encoder().dim());
    }
}
