package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Impala CNN against eb_jepa's. */
class ImpalaCnnParityTest {
    @Test
    void representationsOfFrames() {
        Fixtures fixtures = Fixtures.load("acjepa/rollout");
        Fixtures observations = Fixtures.load("acjepa/rollout_obs");
        long[] shape = observations.shape("obs"); // [B, C, T, H, W]
        try (TensorScope scope = TensorScope.open();
                ImpalaCnn encoder = new ImpalaCnn(
                        config(fixtures, (int) shape[1], (int) shape[3]),
                        Init.of(1).on(TestDevice.get()))) {
            encoder.loadStateDict(fixtures.tensors("model.encoder."));
            Tensor frames = observations.tensor("obs").permute(0, 2, 1, 3, 4); // [B, T, C, H, W]
            Tensor flat = frames.reshape(shape[0] * shape[2], shape[1], shape[3], shape[4]);
            Tensor states = encoder.encode(flat, Mode.EVAL); // [B T, D]
            Tensor stored = states.reshape(shape[0], shape[2], encoder.dim()).transpose(1, 2); // [B, D, T]
            fixtures.assertClose("state", stored.unsqueeze(3).unsqueeze(4), 5e-6);
        }
    }

    @Test
    void theOfficialSizeHasTheOfficialNamesAndShapes() {
        Fixtures fixtures = Fixtures.load("acjepa/official_shapes");
        int channels = (int) fixtures.longs("shape.encoder.stack_blocks.0.initial_conv.weight")[1];
        try (ImpalaCnn encoder =
                new ImpalaCnn(config(fixtures, channels, 65), Init.of(1).on(TestDevice.get()))) {
            Map<String, Tensor> state = encoder.stateDict();
            for (String name : fixtures.names()) {
                if (name.startsWith("shape.encoder.")) {
                    Tensor tensor = state.get(name.substring("shape.encoder.".length()));
                    assertThat(tensor).as(name).isNotNull();
                    assertThat(tensor.shape().toArray()).as(name).containsExactly(fixtures.longs(name));
                }
            }
            assertThat(encoder.parameterCount()).isEqualTo(fixtures.longs("count.encoder")[0]);
        }
    }

    private static ImpalaCnn.Config config(Fixtures fixtures, int channels, int side) {
        List<Integer> stacks =
                Arrays.stream(fixtures.integers("hp.stack_sizes")).boxed().toList();
        return new ImpalaCnn.Config(
                channels, side, stacks, fixtures.integer("hp.num_blocks"), fixtures.integer("hp.dim"));
    }
}
