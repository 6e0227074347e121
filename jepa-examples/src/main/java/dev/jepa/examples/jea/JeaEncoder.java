package dev.jepa.examples.jea;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JointEmbedding;

/** The encoder of a recipe, by the key {@code encoder}. */
public sealed interface JeaEncoder {
    /** The model around such an encoder. */
    JointEmbedding model(JeaConfig config, Init init);

    /** Such an encoder alone. */
    ImageEncoder encoder(Init init);

    /** Pixels of an image's side. */
    int imageSize();

    /** C, the channels of an image. */
    int channels();

    /**
     * ResNet-18, D = 512.
     *
     * @param stem what comes before the first block
     * @param zeroInitResidual whether blocks begin as the identity
     * @param imageSize side of the views in pixels, which the network itself does not depend on
     */
    record ResNet18(ResNet.Stem stem, boolean zeroInitResidual, int imageSize) implements JeaEncoder {
        public ResNet18 {
            if (imageSize < 1) {
                throw new IllegalArgumentException("imageSize must be >= 1 but was " + imageSize + ".");
            }
        }

        /** For 32 x 32 pixels, with the CIFAR stem. */
        public ResNet18() {
            this(ResNet.Stem.CIFAR, false, 32);
        }

        private ResNet.Config config() {
            ResNet.Config plain = ResNet.Config.resnet18(stem);
            return zeroInitResidual ? plain.withZeroInitResidual() : plain;
        }

        @Override
        public JointEmbedding model(JeaConfig config, Init init) {
            return JointEmbedding.of(config, at -> new ResNet(config(), at), init);
        }

        @Override
        public ImageEncoder encoder(Init init) {
            return ImageEncoder.of(new ResNet(config(), init));
        }

        @Override
        public int channels() {
            return 3;
        }
    }

    /** A vision transformer, whose tokens are averaged. */
    record Vit(VisionTransformerConfig transformer) implements JeaEncoder {
        /** For 32 x 32 pixels: patch 4, 192 channels, 6 blocks, 3 heads. */
        public Vit() {
            this(VisionTransformerConfig.of(32, 4, 192, 6, 3));
        }

        @Override
        public JointEmbedding model(JeaConfig config, Init init) {
            return JointEmbedding.of(config, at -> new VisionTransformer(transformer, at), init);
        }

        @Override
        public ImageEncoder encoder(Init init) {
            return ImageEncoder.of(new VisionTransformer(transformer, init));
        }

        @Override
        public int imageSize() {
            return transformer.imageSize();
        }

        @Override
        public int channels() {
            return transformer.channels();
        }
    }
}
