package dev.jepa.examples.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.encoder.ImpalaCnn;
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
                ImageEncoder encoder = ImageEncoder.of(new ResNet(small, Init.of(0)))) {
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
                ImageEncoder encoder = ImageEncoder.of(new VisionTransformer(config, Init.of(0)))) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 8, 8);
            assertThat(encoder.patches(images).shape()).isEqualTo(Shape.of(2, 4, 12));
        }
    }

    @Test
    void anEncoderOfWholeImagesSaysThatItHasNoPatches() {
        try (TensorScope scope = TensorScope.open();
                ImageEncoder encoder = ImageEncoder.of(new ImpalaCnn(ImpalaCnn.Config.of(3, 16, 8), Init.of(0)))) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 16, 16);
            assertThatThrownBy(() -> encoder.patches(images))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("ImpalaCnn makes one vector an image", "Maybe take a vision transformer");
        }
    }
}
