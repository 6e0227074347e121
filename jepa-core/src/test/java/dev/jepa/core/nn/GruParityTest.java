package dev.jepa.core.nn;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GRU and GRUCell against PyTorch. */
class GruParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("vision/gru");

    @Test
    void sequence() {
        int inputs = (int) fixtures.shape("x")[2];
        int layers = (int) fixtures.shape("h0")[0];
        int hidden = (int) fixtures.shape("h0")[2];
        try (TensorScope scope = TensorScope.open();
                Gru gru = new Gru(inputs, hidden, layers, Init.of(1).on(TestDevice.get()))) {
            gru.loadStateDict(fixtures.tensors("gru."));
            Tensor x = Autograd.variable(fixtures.tensor("x"));
            Tensor initial = Autograd.variable(fixtures.tensor("h0"));
            Gru.Output output = Autograd.record(() -> gru.forward(x, initial));
            fixtures.assertClose("output", output.states(), TOLERANCE);
            fixtures.assertClose("h_n", output.last(), TOLERANCE);
            Tensor loss = Autograd.record(() -> output.states()
                    .mul(fixtures.tensor("grad_out"))
                    .sum()
                    .add(output.last().sin().sum()));
            Map<String, Tensor> wanted = new LinkedHashMap<>();
            gru.namedParameters().forEach((name, tensor) -> wanted.put("gru." + name, tensor));
            wanted.put("x", x);
            wanted.put("h0", initial);
            List<Tensor> gradients = Autograd.gradients(loss, new ArrayList<>(wanted.values()));
            List<String> names = new ArrayList<>(wanted.keySet());
            for (int i = 0; i < names.size(); i++) {
                fixtures.assertClose("grad." + names.get(i), gradients.get(i), TOLERANCE);
            }
        }
    }

    @Test
    void oneStep() {
        int inputs = (int) fixtures.shape("x")[2];
        int hidden = (int) fixtures.shape("h0")[2];
        try (TensorScope scope = TensorScope.open();
                GruCell cell = new GruCell(inputs, hidden, Init.of(1).on(TestDevice.get()))) {
            Map<String, Tensor> state = new LinkedHashMap<>();
            for (String name : cell.stateDict().keySet()) {
                state.put(name, fixtures.tensor("gru." + name + "_l0"));
            }
            cell.loadStateDict(state);
            Tensor x = Autograd.variable(fixtures.tensor("x").select(0, 0));
            Tensor h = Autograd.variable(fixtures.tensor("h0").select(0, 0));
            Tensor output = Autograd.record(() -> cell.forward(x, h));
            fixtures.assertClose("cell.output", output, TOLERANCE);
            Tensor weights = fixtures.tensor("grad_out").select(0, 0);
            Tensor loss = Autograd.record(() -> output.mul(weights).sum());
            List<Tensor> gradients = Autograd.gradients(loss, List.of(x, h));
            fixtures.assertClose("cell.grad.x", gradients.get(0), TOLERANCE);
            fixtures.assertClose("cell.grad.h", gradients.get(1), TOLERANCE);
        }
    }
}
