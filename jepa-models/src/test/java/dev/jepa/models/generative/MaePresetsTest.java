package dev.jepa.models.generative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MaePresetsTest {
    @Test
    void thePapersDecoderHasEightBlocksOf512Channels() {
        AutoencoderConfig.Masked config = MaePresets.vitBase16();
        try (PixelDecoder decoder = new PixelDecoder(config.encoder(), config.decoder(), true, Init.of(1))) {
            assertThat(decoder.parameterCount())
                    .isEqualTo(768 * 512 + 512 + 512 + 8 * (12 * 512 * 512 + 13 * 512) + 2 * 512 + 512 * 768 + 768);
        }
    }

    @Test
    void aQuarterOfThePatchesIsVisible() {
        AutoencoderConfig.Masked config = MaePresets.vitHuge14();
        assertThat(new RandomMasks(config.maskRatio(), config.encoder().patches()).visible())
                .isEqualTo(16 * 16 / 4);
        assertThat(config.normalizedPixels()).isTrue();
    }

    @Test
    @Tag("slow")
    void vitLargeRestoresAnImage() {
        try (TensorScope scope = TensorScope.open();
                Autoencoder model = Autoencoder.of(MaePresets.vitLarge16(), Init.of(1))) {
            Tensor image = Tensors.normal(Rng.of(2), 1, 3, 224, 224);
            Tensor restored = model.reconstruct(image, Rng.of(3)).restored();
            assertThat(restored.shape()).isEqualTo(image.shape());
            assertThat(restored.sub(image).abs().max().item()).isFinite().isPositive();
        }
    }
}
