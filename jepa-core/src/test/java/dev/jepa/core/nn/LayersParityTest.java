package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.CosineSum;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Layers against PyTorch: outputs, and the gradients of sum(out * cos(i)), i the number of the element. */
class LayersParityTest {
    private static final double TOLERANCE = 5e-6;
    private static final Init INIT = Init.of(1).on(TestDevice.get());

    private final Fixtures fixtures = Fixtures.load("vision/layers");

    @Test
    void convolution() {
        int[] shape = shape("conv.weight");
        Window window = Window.DEFAULT.withStride(2).withPadding(1);
        try (Conv2d conv = new Conv2d(shape[1], shape[0], shape[2], window, INIT)) {
            check("conv", "conv", conv, conv::forward);
        }
    }

    @Test
    void depthwiseConvolution() {
        int[] shape = shape("depthwise.weight");
        Window window = Window.DEFAULT.withPadding(shape[2] / 2).withGroups(shape[0]);
        try (Conv2d conv = new Conv2d(shape[0], shape[0], shape[2], window, INIT)) {
            check("depthwise", "depthwise", conv, conv::forward);
        }
    }

    @Test
    void groupNorm() {
        int channels = shape("group_norm.weight")[0];
        try (GroupNorm norm = new GroupNorm(fixtures.integer("hp.groups"), channels, INIT)) {
            check("group_norm", "group_norm", norm, norm::forward);
        }
    }

    @Test
    void layerNormOverChannels() {
        int channels = shape("layer_norm_channels_last.weight")[0];
        try (LayerNorm norm = new LayerNorm(channels, 1e-6, INIT)) {
            check("layer_norm_channels_last", "layer_norm_channels_last", norm, norm::forwardChannels);
        }
    }

    @Test
    void batchNormWithRunningStatistics() {
        try (BatchNorm norm = new BatchNorm(shape("batch_norm.weight")[0], INIT)) {
            check("batch_norm", "batch_norm_eval", norm, x -> norm.forward(x, Mode.EVAL));
        }
    }

    @Test
    void batchNormWithBatchStatisticsMovesTheRunningOnes() {
        try (TensorScope scope = TensorScope.open();
                BatchNorm norm = new BatchNorm(shape("batch_norm.weight")[0], INIT)) {
            Mode training = Mode.training(INIT.rng());
            check("batch_norm", "batch_norm_train", norm, x -> norm.forward(x, training));
            Map<String, Tensor> state = norm.stateDict();
            fixtures.assertClose("batch_norm_train.running_mean", state.get("running_mean"), TOLERANCE);
            fixtures.assertClose("batch_norm_train.running_var", state.get("running_var"), TOLERANCE);
            assertThat(state.get("num_batches_tracked").toLongArray()).containsExactly(1);
        }
    }

    private int[] shape(String name) {
        return Arrays.stream(fixtures.shape(name)).mapToInt(Math::toIntExact).toArray();
    }

    private void check(String parameters, String results, Module layer, UnaryOperator<Tensor> forward) {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> state = new LinkedHashMap<>(fixtures.tensors(parameters + "."));
            state.keySet().retainAll(layer.stateDict().keySet());
            layer.stateDict().forEach(state::putIfAbsent);
            layer.loadStateDict(state);
            Tensor x = Autograd.variable(fixtures.tensor("x"));
            Tensor out = Autograd.record(() -> forward.apply(x));
            fixtures.assertClose(results + ".out", out, TOLERANCE);
            Tensor loss = Autograd.record(() -> CosineSum.of(out));
            Map<String, Tensor> inputs = new LinkedHashMap<>(layer.namedParameters());
            inputs.put("x", x);
            List<Tensor> gradients = Autograd.gradients(loss, new ArrayList<>(inputs.values()));
            List<String> names = new ArrayList<>(inputs.keySet());
            for (int i = 0; i < names.size(); i++) {
                fixtures.assertClose(results + ".grad." + names.get(i), gradients.get(i), TOLERANCE);
            }
        }
    }
}
