package dev.jepa.models.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.models.ijepa.Masks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AutoencoderTest {
    private static final VisionTransformerConfig ENCODER = VisionTransformerConfig.of(8, 2, 8, 1, 2);
    private static final DecoderConfig DECODER = new DecoderConfig(4, 1, 2);

    static List<AutoencoderConfig> configs() {
        return List.of(
                new AutoencoderConfig.Masked(ENCODER, DECODER, 0.75, true),
                new AutoencoderConfig.Masked(ENCODER, DECODER, 0.5, false),
                new AutoencoderConfig.Denoising(ENCODER, DECODER, 0.5, 0.25));
    }

    private static Tensor images(int count) {
        return Tensors.normal(Rng.of(2), count, 3, 8, 8).to(TestDevice.get());
    }

    @ParameterizedTest
    @MethodSource("configs")
    void theLossHasGradientsOfAllParameters(AutoencoderConfig config) {
        try (TensorScope scope = TensorScope.open();
                Autoencoder model =
                        Autoencoder.of(config, Init.of(1).on(TestDevice.get()).as(DType.FLOAT64))) {
            List<Tensor> leaves = new ArrayList<>(model.encoder().parameters());
            leaves.addAll(model.decoder().parameters());
            for (int i = 0; i < leaves.size(); i++) { // biases that begin at zero hide errors behind them
                Tensor noise = Tensors.normal(
                                Rng.of(4).at(i), leaves.get(i).shape().toArray())
                        .to(TestDevice.get());
                InPlace.add(List.of(leaves.get(i)), List.of(noise.to(DType.FLOAT64)), 0.3);
            }
            Tensor images = images(3).to(DType.FLOAT64);
            FiniteDifference.checkLeaves(() -> model.loss(images, Rng.of(3), Mode.EVAL), leaves);
        }
    }

    /** One patch of four pixels of one channel: 1, 2, 3, 6 have mean 3 and variance 14 / 3. */
    @Test
    void normalisedPixelsAreInUnitsOfThePatch() {
        VisionTransformerConfig encoder =
                VisionTransformerConfig.of(4, 2, 4, 1, 1).withChannels(1);
        try (TensorScope scope = TensorScope.open();
                MaskedAutoencoder model = new MaskedAutoencoder(
                        new AutoencoderConfig.Masked(encoder, DECODER, 0.75, true),
                        Init.of(1).on(TestDevice.get()))) {
            silence(model);
            Tensor images = Tensors.of(new float[] {1, 2, 0, 0, 3, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 1, 1, 4, 4)
                    .to(TestDevice.get());
            Masks masks = new Masks(new long[][] {{1, 2, 3}}, new long[][][] {{{0}}});
            double sd = Math.sqrt(14.0 / 3 + 1e-6);
            double expected = (4 + 1 + 0 + 9) / (4 * sd * sd); // predictions are 0
            assertThat(model.loss(images, masks, Mode.EVAL).item()).isEqualTo(expected, within(1e-6));
        }
    }

    /** Makes all predictions 0. */
    private static void silence(Autoencoder model) {
        List<Tensor> last = List.of(
                model.decoder().namedParameters().get("decoder_pred.weight"),
                model.decoder().namedParameters().get("decoder_pred.bias"));
        InPlace.copy(last, last.stream().map(p -> p.mul(0.0)).toList());
    }

    @Test
    void theMaskedAutoencoderDoesNotSeeMaskedPatches() {
        try (TensorScope scope = TensorScope.open();
                MaskedAutoencoder model = new MaskedAutoencoder(
                        AutoencoderConfig.Masked.of(ENCODER, DECODER),
                        Init.of(1).on(TestDevice.get()))) {
            Masks masks = new RandomMasks(0.75, 16).sample(Rng.of(5), 2);
            Tensor images = images(2);
            Tensor patches = PatchPixels.of(images, 2);
            Tensor masked = masks.targetIndices(images.device()).get(0);
            Tensor index = masked.unsqueeze(2).expand(-1, -1, patches.size(2));
            Tensor others = Tensors.normal(Rng.of(6), index.shape().toArray()).to(TestDevice.get());
            Tensor changed = PatchPixels.images(patches.scatter(1, index, others), 2, 3);
            assertThat(difference(model.predict(images, masks, Mode.EVAL), model.predict(changed, masks, Mode.EVAL)))
                    .isZero();
        }
    }

    @Test
    void patchesAreRowsOfPixelsWithTheirChannelsTogether() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.arange(2 * 4 * 4)
                    .to(TestDevice.get())
                    .to(DType.FLOAT32)
                    .reshape(1, 2, 4, 4);
            Tensor patches = PatchPixels.of(images, 2);
            assertThat(patches.select(1, 1).toFloatArray()).containsExactly(2, 18, 3, 19, 6, 22, 7, 23);
            assertThat(PatchPixels.images(patches, 2, 2).toFloatArray()).isEqualTo(images.toFloatArray());
        }
    }

    @Test
    void aReconstructionKeepsWhatWasVisible() {
        try (TensorScope scope = TensorScope.open();
                Autoencoder model = Autoencoder.of(
                        AutoencoderConfig.Masked.of(ENCODER, DECODER),
                        Init.of(1).on(TestDevice.get()))) {
            Tensor images = images(2);
            Autoencoder.Reconstruction drawn = model.reconstruct(images, Rng.of(5));
            Tensor visible = PatchPixels.of(drawn.seen(), 2).abs().sum(2).gt(0);
            assertThat(visible.to(DType.FLOAT32).sum(1).toFloatArray()).containsExactly(4, 4);
            Tensor kept = visible.unsqueeze(2).to(DType.FLOAT32);
            assertThat(difference(
                            PatchPixels.of(drawn.restored(), 2).mul(kept),
                            PatchPixels.of(images, 2).mul(kept)))
                    .isZero();
        }
    }

    /** Predictions of 0 in units of a patch are the patch's mean. */
    @Test
    void aReconstructionOfNormalisedPixelsIsInTheUnitsOfTheImage() {
        try (TensorScope scope = TensorScope.open();
                Autoencoder model = Autoencoder.of(
                        AutoencoderConfig.Masked.of(ENCODER, DECODER),
                        Init.of(1).on(TestDevice.get()))) {
            silence(model);
            Tensor images = images(2);
            Tensor restored = model.reconstruct(images, Rng.of(5)).restored();
            assertThat(difference(
                            PatchPixels.of(restored, 2).mean(2),
                            PatchPixels.of(images, 2).mean(2)))
                    .isLessThan(1e-6);
        }
    }

    /** 12,288 pixels: four standard errors of the share dropped are 0.016, of the noise's standard deviation 0.01. */
    @Test
    void corruptionHasTheNoiseAndTheDropoutAskedFor() {
        try (TensorScope scope = TensorScope.open();
                DenoisingAutoencoder model = new DenoisingAutoencoder(
                        new AutoencoderConfig.Denoising(ENCODER, DECODER, 0.5, 0.25),
                        Init.of(1).on(TestDevice.get()))) {
            Tensor clean = images(192).add(100);
            Tensor spoilt = model.corrupt(clean, Rng.of(7)); // [192, 3, 8, 8]
            Tensor kept = spoilt.abs().gt(0).to(DType.FLOAT32);
            assertThat(kept.mean().item()).isEqualTo(0.75, within(0.016));
            assertThat(kept.sum(1)
                            .div(3.0)
                            .mul(kept.sum(1).div(3.0).sub(1))
                            .abs()
                            .max()
                            .item())
                    .as("channels dropped together")
                    .isZero();
            Tensor noise = spoilt.sub(clean).mul(kept);
            assertThat(Math.sqrt(noise.square().sum().item() / kept.sum().item()))
                    .isEqualTo(0.5, within(0.01));
            assertThat(model.corrupt(clean, Rng.of(7)).sub(spoilt).abs().max().item())
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void namesAreThoseOfTheAuthors(AutoencoderConfig config) {
        try (TensorScope scope = TensorScope.open();
                Autoencoder model = Autoencoder.of(config, Init.of(1).on(TestDevice.get()))) {
            assertThat(model.decoder().stateDict())
                    .containsKeys(
                            "decoder_pos_embed",
                            "decoder_embed.weight",
                            "decoder_blocks.0.attn.qkv.bias",
                            "decoder_norm.weight",
                            "decoder_pred.bias");
            assertThat(model.decoder().stateDict().containsKey("mask_token"))
                    .isEqualTo(config instanceof AutoencoderConfig.Masked);
            Autoencoder.Reconstruction drawn = model.reconstruct(images(2), Rng.of(1));
            assertThat(drawn.seen().shape()).isEqualTo(drawn.restored().shape());
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new AutoencoderConfig.Denoising(ENCODER, DECODER, 0, 0))
                .hasMessageContaining("nothing to undo");
        assertThatThrownBy(() -> new AutoencoderConfig.Denoising(ENCODER, DECODER, 0.5, 1))
                .hasMessageContaining("pixelDropout must lie in [0, 1)");
        assertThatThrownBy(() -> AutoencoderConfig.Masked.of(ENCODER.withClassToken(), DECODER))
                .hasMessageContaining("no class token");
        assertThatThrownBy(() -> AutoencoderConfig.Masked.of(VisionTransformerConfig.of(8, 8, 8, 1, 2), DECODER))
                .hasMessageContaining("1 patches");
        assertThatThrownBy(() -> new DecoderConfig(6, 1, 2)).hasMessageContaining("decoder.dim");
        try (TensorScope scope = TensorScope.open();
                Autoencoder model = Autoencoder.of(
                        AutoencoderConfig.Masked.of(ENCODER, DECODER),
                        Init.of(1).on(TestDevice.get()))) {
            assertThatThrownBy(() -> model.loss(Tensors.normal(Rng.of(2), 1, 3, 16, 16), Rng.of(1), Mode.EVAL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[B, 3, 8, 8]")
                    .hasMessageContaining("Maybe");
        }
    }

    private static double difference(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
