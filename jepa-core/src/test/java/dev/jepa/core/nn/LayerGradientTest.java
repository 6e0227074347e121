package dev.jepa.core.nn;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The gradients of every layer, by its input and all its parameters, against central differences in float64. */
class LayerGradientTest {
    private static final Init INIT = Init.of(3).on(TestDevice.get()).as(DType.FLOAT64);
    private static final Mode TRAINING = Mode.training(Rng.of(4));

    @Test
    void linear() {
        try (Linear layer = new Linear(4, 3, INIT)) {
            check(layer, layer::forward, 2, 5, 4);
        }
    }

    @Test
    void linearWithoutBias() {
        try (Linear layer = Linear.withoutBias(4, 3, INIT)) {
            check(layer, layer::forward, 5, 4);
        }
    }

    @Test
    void layerNorm() {
        try (LayerNorm layer = new LayerNorm(6, INIT)) {
            check(layer, layer::forward, 3, 2, 6);
        }
    }

    @Test
    void layerNormOverChannels() {
        try (LayerNorm layer = new LayerNorm(3, INIT)) {
            check(layer, layer::forwardChannels, 2, 3, 2, 4);
        }
    }

    @Test
    void batchNormOfFeatures() {
        try (BatchNorm layer = new BatchNorm(3, INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 5, 3);
        }
    }

    @Test
    void batchNormOfImages() {
        try (BatchNorm layer = new BatchNorm(3, INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 2, 3, 2, 2);
        }
    }

    @Test
    void batchNormWithRunningStatistics() {
        try (BatchNorm layer = new BatchNorm(3, INIT)) {
            check(layer, x -> layer.forward(x, Mode.EVAL), 5, 3);
        }
    }

    @Test
    void batchNormAndRelu() {
        try (BatchNorm layer = new BatchNorm(3, INIT)) {
            check(layer, x -> layer.forwardRelu(x, TRAINING), 2, 3, 2, 2);
            check(layer, x -> layer.forwardRelu(x, Mode.EVAL), 5, 3);
            check(layer, x -> layer.forwardRelu(x, x, TRAINING), 2, 3, 2, 2);
        }
    }

    @Test
    void groupNorm() {
        try (GroupNorm layer = new GroupNorm(2, 4, INIT)) {
            check(layer, layer::forward, 2, 4, 3, 2);
        }
    }

    @Test
    void convolution() {
        try (Conv2d layer = new Conv2d(2, 4, 3, Window.DEFAULT.withStride(2).withPadding(1), INIT)) {
            check(layer, layer::forward, 2, 2, 5, 4);
        }
    }

    @Test
    void groupedConvolution() {
        try (Conv2d layer = new Conv2d(4, 4, 3, Window.DEFAULT.withPadding(1).withGroups(2), INIT)) {
            check(layer, layer::forward, 2, 4, 3, 3);
        }
    }

    @Test
    void transposedConvolution() {
        try (TransposedConv2d layer =
                new TransposedConv2d(4, 6, 2, Window.DEFAULT.withStride(2).withGroups(2), INIT)) {
            check(layer, layer::forward, 2, 4, 3, 2);
        }
    }

    @Test
    void basicBlock() {
        try (BasicBlock layer = new BasicBlock(2, 2, 1, INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 2, 2, 3, 4);
        }
    }

    @Test
    void basicBlockThatChangesTheShape() {
        try (BasicBlock layer = new BasicBlock(2, 3, 2, INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 3, 2, 5, 4);
        }
    }

    @Test
    void mlp() {
        try (Mlp layer = new Mlp(3, 6, 2, INIT)) {
            check(layer, layer::forward, 2, 2, 3);
        }
    }

    @Test
    void projector() {
        try (Projector layer = Projector.vicReg(List.of(3, 5, 4, 2), INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 6, 3);
        }
    }

    @Test
    void selfAttention() {
        Initializer normal = Initializer.normal(0.5);
        try (SelfAttention layer = new SelfAttention(6, 2, true, normal, normal, INIT)) {
            check(layer, layer::forward, 2, 4, 6);
        }
    }

    @Test
    void maskedSelfAttention() {
        Initializer normal = Initializer.normal(0.5);
        try (TensorScope scope = TensorScope.open();
                SelfAttention layer = new SelfAttention(6, 2, false, normal, normal, INIT)) {
            Tensor mask = Tensors.of(new boolean[] {true, true, false, true, true, true, false, true, true}, 3, 3)
                    .to(TestDevice.get());
            check(layer, x -> layer.forward(x, mask), 2, 3, 6);
        }
    }

    @Test
    void multiheadAttention() {
        try (MultiheadAttention layer = new MultiheadAttention(6, 3, INIT)) {
            check(layer, x -> layer.forward(x.slice(1, 0, 2), x, x, null), 2, 4, 6);
        }
    }

    @Test
    void transformerBlockWithDropPath() {
        TransformerBlock.Config config = TransformerBlock.Config.of(6, 2).withDropPath(0.5);
        try (TransformerBlock layer = new TransformerBlock(config, INIT)) {
            check(layer, x -> layer.forward(x, TRAINING), 4, 3, 6);
        }
    }

    @Test
    void patchEmbedding() {
        try (PatchEmbedding layer = new PatchEmbedding(2, 2, 5, 0.5, INIT)) {
            check(layer, layer::forward, 2, 2, 4, 6);
        }
    }

    @Test
    void hierarchicalPatchEmbedding() {
        try (HierarchicalPatchEmbedding layer = new HierarchicalPatchEmbedding(2, 4, 6, 0.5, INIT)) {
            check(layer, layer::forward, 2, 2, 4, 8);
        }
    }

    @Test
    void gru() {
        try (TensorScope scope = TensorScope.open();
                Gru layer = new Gru(3, 4, 2, INIT)) {
            Tensor initial =
                    Tensors.normal(Rng.of(6), 2, 2, 4).to(TestDevice.get()).to(DType.FLOAT64);
            check(
                    layer,
                    x -> {
                        Gru.Output output = layer.forward(x, initial);
                        return Tensors.concat(List.of(output.states(), output.last()), 0);
                    },
                    3,
                    2,
                    3);
        }
    }

    @Test
    void gruCell() {
        try (GruCell layer = new GruCell(4, 4, INIT)) {
            check(layer, x -> layer.forward(x, x.tanh()), 2, 4);
        }
    }

    private static void check(Module layer, UnaryOperator<Tensor> forward, long... shape) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(
                    Tensors.normal(Rng.of(5), shape).to(TestDevice.get()).to(DType.FLOAT64));
            List<Tensor> leaves = new ArrayList<>(layer.parameters());
            leaves.add(x);
            FiniteDifference.checkLeaves(() -> forward.apply(x), leaves);
        }
    }
}
