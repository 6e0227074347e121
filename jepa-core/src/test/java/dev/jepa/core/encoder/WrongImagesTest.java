package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoder of images says which images it takes, in a sentence of its own and before any native call. */
class WrongImagesTest {
    private static final int SIDE = 32;

    static Stream<Function<Init, Module>> encoders() {
        return Stream.of(
                init -> new VisionTransformer(VisionTransformerConfig.of(SIDE, 16, 8, 1, 1), init),
                init -> new KeypointMlp(new KeypointMlp.Config(3, SIDE, 3, 2, 4, 2, 1, 8, 4), init),
                init -> new PatchMlp(new PatchMlp.Config(3, SIDE, 8, 4, 8, 4), init),
                init -> new ImpalaCnn(new ImpalaCnn.Config(3, SIDE, List.of(4), 1, 4), init),
                init -> new ConvNeXt(
                        new ConvNeXt.Config(3, List.of(4, 4, 4, 8), List.of(1, 1, 1, 1), 0, 0, 1e-6), init),
                init -> new ResNet(
                        new ResNet.Config(false, List.of(1, 1, 1, 1), ResNet.Stem.values()[0], 3, 0, false), init));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void areRefused(Function<Init, Module> making) {
        try (TensorScope scope = TensorScope.open();
                Module module = making.apply(Init.of(1))) {
            Encoder encoder = (Encoder) module;
            Tensor good = Tensors.zeros(2, 3, SIDE, SIDE);
            assertThatCode(() -> encoder.encode(good, Mode.EVAL)).doesNotThrowAnyException();
            for (Tensor wrong : List.of(
                    good.to(DType.INT64),
                    good.select(0, 0),
                    good.slice(1, 0, 1),
                    good.slice(2, 0, 0),
                    good.slice(3, 0, 0),
                    good.unsqueeze(0),
                    good.sum())) {
                assertThatThrownBy(() -> encoder.encode(wrong, Mode.EVAL))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("[B, 3, ");
            }
        }
    }

    @Test
    void patchesThatAreNoneAreRefused() {
        try (TensorScope scope = TensorScope.open();
                VisionTransformer vit = new VisionTransformer(VisionTransformerConfig.of(8, 4, 8, 1, 1), Init.of(1))) {
            Tensor images = Tensors.zeros(2, 3, 8, 8);
            Tensor kept = Tensors.of(new long[] {0, 1, 2, 3}, 2, 2);
            for (Tensor wrong :
                    List.of(kept.to(DType.FLOAT32), kept.slice(0, 0, 1), kept.slice(1, 0, 0), kept.select(0, 0))) {
                assertThatThrownBy(() -> vit.encode(images, wrong, Mode.EVAL))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("kept must be int64 [B, K] with B = 2");
            }
            assertThatThrownBy(() -> vit.attention(images, 1))
                    .hasMessageContaining("block must lie in 0 … 0 but was 1");
            assertThatThrownBy(() -> vit.attention(images, -1)).hasMessageContaining("but was -1");
        }
    }
}
