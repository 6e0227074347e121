package dev.jepa.core.nn;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** MultiheadAttention against PyTorch's. */
class MultiheadAttentionParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("vision/attention");

    @Test
    void selfAttention() {
        int dim = (int) fixtures.shape("mha.x")[2];
        int heads = fixtures.has("hp.mha_heads") ? fixtures.integer("hp.mha_heads") : heads();
        try (TensorScope scope = TensorScope.open();
                MultiheadAttention attention =
                        new MultiheadAttention(dim, heads, Init.of(1).on(TestDevice.get()))) {
            Map<String, Tensor> state = new LinkedHashMap<>();
            attention.stateDict().keySet().forEach(name -> state.put(name, fixtures.tensor("mha." + name)));
            attention.loadStateDict(state);
            Tensor x = Autograd.variable(fixtures.tensor("mha.x"));
            Tensor out = Autograd.record(() -> attention.forward(x, x, x, null));
            fixtures.assertClose("mha.out", out, TOLERANCE);
            fixtures.assertClose(
                    "mha.weights_mean_over_heads", attention.weights(x, x, null).mean(1), TOLERANCE);
            Tensor loss = Autograd.record(() -> out.sin().sum());
            fixtures.assertClose(
                    "mha.grad.x", Autograd.gradients(loss, List.of(x)).get(0), TOLERANCE);
        }
    }

    private int heads() {
        return (int) fixtures.shape("q")[1];
    }
}
