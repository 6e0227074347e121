package dev.jepa.examples.jea;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.examples.downstream.ImageEncoder;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JointEmbedding;

/** The encoder of a recipe, by the key {@code encoder}. */
sealed interface JeaEncoder {
    /** The model around such an encoder. */
    JointEmbedding model(JeaConfig config, Init init);

    /** The encoder alone. */
    ImageEncoder encoder(Init init);

    /** ResNet-18 for small images: D = 512. */
    record ResNet18(ResNet.Stem stem, boolean zeroInitResidual) implements JeaEncoder {
        private static final int CHANNELS = 3;

        /** With the CIFAR stem. */
        ResNet18() {
            this(ResNet.Stem.CIFAR, false);
        }

        @Override
        public JointEmbedding model(JeaConfig config, Init init) {
            return JointEmbedding.of(config, this::network, init);
        }

        @Override
        public ImageEncoder encoder(Init init) {
            return new ImageEncoder.OfResNet(network(init), JeaBatches.SIZE, CHANNELS);
        }

        private ResNet network(Init init) {
            ResNet.Config plain = ResNet.Config.resnet18(stem);
            return new ResNet(zeroInitResidual ? plain.withZeroInitResidual() : plain, init);
        }
    }

    /** A vision transformer of the plain kind for images of 32 x 32 pixels, whose tokens are averaged. */
    record Vit(int patch, int dim, int depth, int heads) implements JeaEncoder {
        public Vit {
            VisionTransformerConfig.of(JeaBatches.SIZE, patch, dim, depth, heads);
        }

        /** Patch 4, 192 channels, 6 blocks, 3 heads. */
        Vit() {
            this(4, 192, 6, 3);
        }

        @Override
        public JointEmbedding model(JeaConfig config, Init init) {
            return JointEmbedding.of(config, this::network, init);
        }

        @Override
        public ImageEncoder encoder(Init init) {
            return new ImageEncoder.OfTransformer(network(init));
        }

        private VisionTransformer network(Init init) {
            return new VisionTransformer(VisionTransformerConfig.of(JeaBatches.SIZE, patch, dim, depth, heads), init);
        }
    }
}
