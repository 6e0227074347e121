package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.MapEncoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands where, pooled, is the representation of the whole. */
class MapEncoderTest {
    private static final Init INIT = Init.of(2).as(DType.FLOAT64);

    private static <E extends Module & MapEncoder> void check(E encoder, int places) {
        try (TensorScope scope = TensorScope.open();
                encoder) {
            Tensor images = Tensors.normal(Rng.of(3), 2, 3, 32, 32).to(DType.FLOAT64);
            Tensor map = encoder.encodeMap(images, Mode.EVAL);
            assertThat(map.shape()).isEqualTo(Shape.of(2, places, map.size(2)));
            Tensor encoded = ((Encoder) encoder).encode(images, Mode.EVAL);
            Tensor whole = encoded.shape().rank() == 3 ? encoded.mean(1) : encoded;
            assertThat(encoder.pool(map).sub(whole).abs().max().item()).isLessThan(1e-9);
        }
    }

    @Test
    void pooledMapsAreRepresentations() {
        check(new ResNet(ResNet.Config.resnet18(ResNet.Stem.CIFAR), INIT), 16);
        check(new ResNet(ResNet.Config.resnet18(ResNet.Stem.CIFAR).withClasses(5), INIT), 16);
        check(new ConvNeXt(ConvNeXt.Config.of(List.of(4, 6, 8, 10), List.of(1, 1, 1, 1)), INIT), 1);
        check(new VisionTransformer(VisionTransformerConfig.of(32, 8, 12, 1, 2), INIT), 16);
    }
}
