package dev.jepa.examples.downstream;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.models.finetune.Classifier;

/**
 * The encoder of a run on images, whatever its kind.
 *
 * <p>Legend: B batch, C channels, N patches row by row, D features.
 */
public sealed interface ImageEncoder extends AutoCloseable {
    /** The side of the images that it takes, in pixels. */
    int imageSize();

    /** C, the channels of these images. */
    int channels();

    /** The network, to load weights into. */
    Module module();

    /** One vector an image, [B, D]: tokens or places averaged. */
    Tensor represent(Tensor images);

    /** One vector a patch of a square grid, [B, N, D]. */
    Tensor patches(Tensor images);

    /** A classifier around this encoder, which closes it. */
    Classifier classifier(int classes, Init init);

    @Override
    default void close() {
        module().close();
    }

    /** A vision transformer: its tokens. */
    record OfTransformer(VisionTransformer module) implements ImageEncoder {
        @Override
        public int imageSize() {
            return module.config().imageSize();
        }

        @Override
        public int channels() {
            return module.config().channels();
        }

        @Override
        public Tensor represent(Tensor images) {
            return module.encode(images, Mode.EVAL).mean(1);
        }

        @Override
        public Tensor patches(Tensor images) {
            Tensor tokens = module.encode(images, Mode.EVAL);
            return module.config().classToken() ? tokens.slice(1, 1, Long.MAX_VALUE) : tokens;
        }

        @Override
        public Classifier classifier(int classes, Init init) {
            return new Classifier(module, classes, init);
        }
    }

    /**
     * A residual network: the places of its last layer, whose receptive fields overlap.
     *
     * @param imageSize the side of the images
     * @param channels of the images
     */
    record OfResNet(ResNet module, int imageSize, int channels) implements ImageEncoder {
        @Override
        public Tensor represent(Tensor images) {
            return module.encode(images, Mode.EVAL);
        }

        @Override
        public Tensor patches(Tensor images) {
            Tensor map = module.pyramid(images, Mode.EVAL).get(3); // [B, D, rows, columns]
            return map.flatten(2, 3).transpose(1, 2);
        }

        @Override
        public Classifier classifier(int classes, Init init) {
            return new Classifier(module, classes, init);
        }
    }
}
