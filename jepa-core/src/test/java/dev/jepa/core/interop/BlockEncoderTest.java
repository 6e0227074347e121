package dev.jepa.core.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.optim.AdamW;
import dev.jepa.core.optim.Optimizer;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.LiveTensors;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A DJL block gives as an encoder what it gives by itself, has right gradients, learns, and leaks nothing. */
class BlockEncoderTest {
    private NDManager manager;

    @BeforeEach
    void openManager() {
        Compute.version(); // starts LibTorch
        manager = Engine.getEngine("PyTorch").newBaseManager();
        Engine.getEngine("PyTorch").setRandomSeed(1);
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private static SequentialBlock perceptron() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(5).build())
                .add(Activation.tanhBlock())
                .add(Linear.builder().setUnits(3).build());
    }

    private Block initialized(Block block, DataType dtype) {
        block.initialize(manager, dtype, new Shape(2, 4));
        return block;
    }

    private static Tensor observations(DType dtype) {
        return Tensors.normal(Rng.of(5), 6, 4).to(dtype);
    }

    @Test
    void encodesAsTheBlockDoes() {
        Block block = initialized(perceptron(), DataType.FLOAT32);
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(block, 3)) {
            Tensor x = observations(DType.FLOAT32);
            NDArray expected = block.forward(
                            new ParameterStore(manager, false), new NDList(x.toNDArray(manager)), false)
                    .get(0);
            assertThat(encoder.encode(x, Mode.EVAL).toFloatArray()).isEqualTo(expected.toFloatArray());
            assertThat(encoder.dim()).isEqualTo(3);
            assertThat(encoder.namedParameters().keySet())
                    .containsExactlyElementsOf(block.getParameters().keys());
        }
    }

    @Test
    void gradientsOfParametersAndObservationsAreThoseOfFiniteDifferences() {
        SequentialBlock block =
                perceptron().add(list -> new NDList(list.get(0).mul(3).pow(2))); // Java numbers
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(initialized(block, DataType.FLOAT64), 3)) {
            Tensor x = observations(DType.FLOAT64);
            FiniteDifference.checkLeaves(() -> encoder.encode(x, Mode.EVAL), encoder.parameters());
            UnaryOperator<Tensor> function = y -> encoder.encode(y, Mode.EVAL);
            FiniteDifference.check(function, x);
        }
    }

    @Test
    void trainingLowersALossAndLeavesTheBlockAloneUntilAsked() {
        Block block = initialized(perceptron(), DataType.FLOAT32);
        float[] before = block.getParameters().get(0).getValue().getArray().toFloatArray();
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(block, 3);
                Optimizer optimizer = new AdamW(encoder.namedParameters(), ParameterRule.noDecayForBiasesAndNorms())) {
            Tensor x = observations(DType.FLOAT32);
            Tensor target = Tensors.normal(Rng.of(6), 6, 3);
            double first = step(encoder, optimizer, x, target);
            long live = LiveTensors.settled();
            double last = first;
            for (int i = 0; i < 200; i++) {
                last = step(encoder, optimizer, x, target);
            }
            assertThat(last).isLessThan(first / 10);
            assertThat(TensorScope.liveTensors()).isEqualTo(live);
            assertThat(block.getParameters().get(0).getValue().getArray().toFloatArray())
                    .isEqualTo(before);

            int managed = manager.getManagedArrays().size();
            encoder.updateBlock();
            assertThat(manager.getManagedArrays()).hasSize(managed);
            NDArray written = block.forward(new ParameterStore(manager, false), new NDList(x.toNDArray(manager)), false)
                    .get(0);
            assertThat(written.toFloatArray())
                    .isEqualTo(encoder.encode(x, Mode.EVAL).toFloatArray());
        }
    }

    private static double step(BlockEncoder encoder, Optimizer optimizer, Tensor x, Tensor target) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor loss = Autograd.record(
                    () -> encoder.encode(x, Mode.EVAL).sub(target).square().mean());
            optimizer.step(Autograd.gradients(loss, optimizer.parameters()), 0.02, 0);
            return loss.item();
        }
    }

    @Test
    void runningStatisticsAreBuffersThatTrainingMoves() {
        SequentialBlock block = perceptron()
                .add(BatchNorm.builder().optAxis(1).optMomentum(0.5f).build());
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(initialized(block, DataType.FLOAT32), 3)) {
            Map<String, Tensor> buffers = encoder.namedBuffers();
            assertThat(buffers).hasSize(2);
            String mean = buffers.keySet().stream()
                    .filter(name -> name.endsWith("runningMean"))
                    .findFirst()
                    .orElseThrow();
            Tensor x = observations(DType.FLOAT32);
            encoder.encode(x, Mode.EVAL);
            assertThat(buffers.get(mean).abs().sum().item()).isZero();
            Tensor y = encoder.encode(x, Mode.training(Rng.of(1)));
            assertThat(y.mean(0).abs().max().item()).isCloseTo(0, within(1e-5));
            assertThat(buffers.get(mean).abs().sum().item()).isPositive();
        }
    }

    @Test
    void dropoutIsAFunctionOfTheMode() {
        SequentialBlock block = perceptron().add(Dropout.builder().optRate(0.5f).build());
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(initialized(block, DataType.FLOAT32), 3)) {
            Tensor x = observations(DType.FLOAT32);
            float[] once = encoder.encode(x, Mode.training(Rng.of(1))).toFloatArray();
            float[] other = encoder.encode(x, Mode.training(Rng.of(2))).toFloatArray();
            assertThat(encoder.encode(x, Mode.training(Rng.of(1))).toFloatArray())
                    .isEqualTo(once)
                    .isNotEqualTo(other);
        }
    }

    @Test
    void aFrozenPartIsNotTrained() {
        SequentialBlock block = perceptron();
        initialized(block, DataType.FLOAT32);
        block.getChildren().get(0).getValue().freezeParameters(true);
        try (BlockEncoder encoder = new BlockEncoder(block, 3)) {
            assertThat(encoder.namedParameters()).hasSize(2);
            assertThat(encoder.namedBuffers()).hasSize(2);
        }
    }

    @Test
    void aParameterThatTheBlockCutsOffIsNamedWhenGradientsAreAskedFor() {
        SequentialBlock block = perceptron().add(list -> new NDList(list.get(0).duplicate()));
        try (TensorScope scope = TensorScope.open();
                BlockEncoder encoder = new BlockEncoder(initialized(block, DataType.FLOAT32), 3)) {
            Tensor loss = Autograd.record(
                    () -> encoder.encode(observations(DType.FLOAT32), Mode.EVAL).sum());
            assertThatThrownBy(() -> Autograd.gradients(loss, encoder.parameters()))
                    .hasMessageContaining("was not recorded");
        }
    }

    @Test
    void wrongUseIsNamed() {
        assertThatThrownBy(() -> new BlockEncoder(perceptron(), 3))
                .hasMessageContaining("not initialised")
                .hasMessageContaining("Maybe block.initialize");
        Block block = initialized(perceptron(), DataType.FLOAT32);
        assertThatThrownBy(() -> new BlockEncoder(block, 0)).hasMessageContaining("dim must be >= 1");
        try (TensorScope scope = TensorScope.open();
                BlockEncoder wide = new BlockEncoder(block, 7)) {
            assertThatThrownBy(() -> wide.encode(observations(DType.FLOAT32), Mode.EVAL))
                    .hasMessageContaining("must give one array [B, 7]")
                    .hasMessageContaining("[6, 3]");
            assertThatThrownBy(() -> wide.encode(Tensors.ones(6, 9), Mode.EVAL))
                    .hasMessageContaining("cannot take observations float32[6, 9]");
        }
    }
}
