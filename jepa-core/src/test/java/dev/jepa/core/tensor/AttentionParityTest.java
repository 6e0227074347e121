package dev.jepa.core.tensor;

import dev.jepa.core.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scaled-dot-product attention and its gradients against PyTorch's, written out there. */
class AttentionParityTest {
    private static final double TOLERANCE = 5e-6;

    private final Fixtures fixtures = Fixtures.load("vision/attention");
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void everyQuerySeesEveryKey() {
        check("plain", null, false);
        Tensor weights = Attention.weights(fixtures.tensor("q"), fixtures.tensor("k"), null, false);
        fixtures.assertClose("plain.weights", weights, TOLERANCE);
    }

    @Test
    void queriesSeeKeysOfTheirPast() {
        check("causal", null, true);
    }

    @Test
    void scoresAreBiased() {
        check("bias", fixtures.tensor("bias"), false);
    }

    @Test
    void keysAreHidden() {
        Tensor valid = fixtures.tensor("key_valid").ne(0.0); // [B, M]
        check("key_mask", valid.unsqueeze(1).unsqueeze(1), false);
    }

    private void check(String name, @Nullable Tensor mask, boolean causal) {
        Tensor q = Autograd.variable(fixtures.tensor("q"));
        Tensor k = Autograd.variable(fixtures.tensor("k"));
        Tensor v = Autograd.variable(fixtures.tensor("v"));
        Tensor out = Autograd.record(() -> Attention.scaledDotProduct(q, k, v, mask, causal));
        fixtures.assertClose(name + ".out", out, TOLERANCE);
        Tensor loss = Autograd.record(() -> out.mul(fixtures.tensor("grad_out")).sum());
        List<Tensor> gradients = Autograd.gradients(loss, List.of(q, k, v));
        fixtures.assertClose(name + ".grad.q", gradients.get(0), TOLERANCE);
        fixtures.assertClose(name + ".grad.k", gradients.get(1), TOLERANCE);
        fixtures.assertClose(name + ".grad.v", gradients.get(2), TOLERANCE);
    }
}
