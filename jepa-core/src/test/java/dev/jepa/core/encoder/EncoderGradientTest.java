package dev.jepa.core.encoder;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The gradients of the networks, by images and some parameters, against central differences in float64. */
class EncoderGradientTest {
    private static final Init INIT = Init.of(3).on(TestDevice.get()).as(DType.FLOAT64);
    private static final Mode TRAINING = Mode.training(Rng.of(4));

    @Test
    void visionTransformerOfKeptPatches() {
        VisionTransformerConfig config = VisionTransformerConfig.of(8, 2, 8, 2, 2)
                .withClassToken()
                .withLearnedPositions()
                .withDropPath(0.3);
        try (TensorScope scope = TensorScope.open();
                VisionTransformer network = new VisionTransformer(config, INIT)) {
            Tensor kept = Tensors.of(new long[] {3, 0, 15, 7, 8, 2}, 2, 3).to(TestDevice.get());
            List<String> names =
                    List.of("cls_token", "pos_embed", "patch_embed.proj.weight", "blocks.1.attn.qkv.weight");
            check(network, names, x -> network.encode(x, kept, TRAINING), 2, 3, 8, 8);
        }
    }

    @Test
    void convNeXt() {
        ConvNeXt.Config config = new ConvNeXt.Config(2, List.of(2, 3, 2, 3), List.of(1, 1, 1, 1), 2, 0.2, 0.5);
        try (ConvNeXt network = new ConvNeXt(config, INIT)) {
            List<String> names =
                    List.of("features.0.0.weight", "features.1.0.layer_scale", "features.7.0.block.3.weight");
            check(network, names, x -> network.encode(x.mul(10.0), TRAINING), 2, 2, 32, 32);
        }
    }

    @Test
    void impalaCnn() {
        ImpalaCnn.Config config = new ImpalaCnn.Config(2, 7, List.of(2, 3), 1, 4);
        try (ImpalaCnn network = new ImpalaCnn(config, INIT)) {
            List<String> names = List.of("stack_blocks.0.initial_conv.weight", "stack_blocks.1.blocks.0.conv2.weight");
            check(network, names, x -> network.encode(x, Mode.EVAL), 2, 2, 7, 7);
        }
    }

    @Test
    void patchMlp() {
        PatchMlp.Config config = new PatchMlp.Config(2, 6, 3, 3, 5, 4);
        try (PatchMlp network = new PatchMlp(config, INIT)) {
            List<String> names = List.of("patches.weight", "fc1.weight", "fc2.bias", "head.weight");
            check(network, names, x -> network.encode(x, Mode.EVAL), 2, 2, 6, 6);
        }
    }

    @Test
    void keypointMlp() {
        KeypointMlp.Config config = new KeypointMlp.Config(2, 6, 3, 1, 3, 2, 2, 5, 4);
        try (KeypointMlp network = new KeypointMlp(config, INIT)) {
            List<String> names = List.of("conv.weight", "maps", "fc1.weight", "fc2.bias", "head.weight");
            check(network, names, x -> network.encode(x, Mode.EVAL), 2, 2, 6, 6);
        }
    }

    @Test
    void residualBlocks() {
        ResNet.Config config = ResNet.Config.resnet50(ResNet.Stem.CIFAR);
        try (ResidualBlock block = new ResidualBlock(config, 3, 2, 2, INIT)) {
            List<String> names =
                    List.of("conv1.weight", "conv2.weight", "conv3.weight", "bn3.weight", "downsample.0.weight");
            check(block, names, x -> block.forward(x, TRAINING), 3, 3, 4, 4);
        }
    }

    private static void check(Module network, List<String> names, UnaryOperator<Tensor> forward, long... shape) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(
                    Tensors.normal(Rng.of(5), shape).to(TestDevice.get()).to(DType.FLOAT64));
            Map<String, Tensor> parameters = network.namedParameters();
            List<Tensor> leaves =
                    new ArrayList<>(names.stream().map(parameters::get).toList());
            leaves.add(x);
            FiniteDifference.checkLeaves(() -> forward.apply(x), leaves);
        }
    }
}
