package dev.jepa.examples.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {
    @Test
    void theRepresentationOfAResidualNetworkIsTheMeanOfItsPlaces() {
        ResNet.Config small = new ResNet.Config(false, List.of(1, 1, 1, 1), ResNet.Stem.CIFAR, 3, 0, false);
        try (TensorScope scope = TensorScope.open();
                ImageEncoder encoder = new ImageEncoder.OfResNet(new ResNet(small, Init.of(0)), 16, 3)) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 16, 16);
            Tensor patches = encoder.patches(images);
            assertThat(patches.shape()).isEqualTo(Shape.of(2, 4, 512));
            assertThat(patches.mean(1)
                            .sub(encoder.represent(images))
                            .abs()
                            .max()
                            .item())
                    .isLessThan(1e-5);
        }
    }

    @Test
    void aClassTokenIsNoPatch() {
        VisionTransformerConfig config =
                VisionTransformerConfig.of(8, 4, 12, 1, 3).withClassToken();
        try (TensorScope scope = TensorScope.open();
                ImageEncoder encoder = new ImageEncoder.OfTransformer(new VisionTransformer(config, Init.of(0)))) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 8, 8);
            assertThat(encoder.patches(images).shape()).isEqualTo(Shape.of(2, 4, 12));
            assertThat(encoder.channels()).isEqualTo(3);
            assertThat(encoder.imageSize()).isEqualTo(8);
        }
    }
}
