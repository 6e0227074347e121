package dev.jepa.losses.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContrastiveTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(TestDevice.get()).to(DType.FLOAT64);
    }

    @Test
    void byHandOnTwoOrthogonalExamples() {
        Tensor x = Tensors.of(new double[] {1, 0, 0, 1}, 2, 2);
        assertThat(new InfoNce(1).loss(x, x).total().item()).isCloseTo(Math.log(1 + Math.exp(-1)), within(1e-12));
        assertThat(new NtXent(1).loss(x, x).total().item()).isCloseTo(Math.log(1 + 2 * Math.exp(-1)), within(1e-12));
        Tensor queue = Tensors.of(new double[] {0, 1, -1, 0}, 2, 2); // cosines 0 and -1 with the first row
        Tensor query = x.slice(0, 0, 1);
        assertThat(new MoCo(1).loss(query, query, queue).total().item())
                .isCloseTo(Math.log(1 + Math.exp(-1) + Math.exp(-2)), within(1e-12));
    }

    @Test
    void collapsedEmbeddingsPayTheLogarithmOfTheCandidates() {
        Tensor collapsed = Tensors.ones(8, 3);
        assertThat(new InfoNce(0.1).loss(collapsed, collapsed).total().item()).isCloseTo(Math.log(8), within(1e-5));
        assertThat(NtXent.simClr().loss(collapsed, collapsed).total().item()).isCloseTo(Math.log(15), within(1e-5));
        assertThat(MoCo.official().loss(collapsed, collapsed, collapsed).total().item())
                .isCloseTo(Math.log(9), within(1e-5));
    }

    @Test
    void theSizeOfEmbeddingsDoesNotMatter() {
        Tensor x = normal(1, 6, 4);
        Tensor y = normal(2, 6, 4);
        assertThat(NtXent.simClr().loss(x.mul(100.0), y).total().item())
                .isCloseTo(NtXent.simClr().loss(x, y).total().item(), within(1e-9));
    }

    @Test
    void marginLossesByHand() {
        Tensor positive = Tensors.of(new double[] {1, 0}, 2);
        Tensor negative = Tensors.of(new double[] {1.5, 3}, 2);
        assertThat(new Hinge(1).loss(positive, negative).total().item()).isCloseTo(0.25, within(1e-12)); // 0.5, 0
        assertThat(new SquareSquare(2).loss(positive, negative).total().item())
                .isCloseTo(0.5 + 0.125, within(1e-12)); // pull 1, 0; push 0.25, 0
        Tensor anchor = Tensors.zeros(1, 2);
        Tensor near = Tensors.of(new float[] {3, 4}, 1, 2);
        Tensor far = Tensors.of(new float[] {0, 5.5f}, 1, 2);
        assertThat(new TripletMargin(1).loss(anchor, near, far).total().item()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void theQueueForgetsTheOldestKeys() {
        try (MoCoQueue queue = new MoCoQueue(5, 1, Init.of(0).on(TestDevice.get()))) {
            queue.enqueue(Tensors.of(new float[] {1, 2, 3}, 3, 1).to(TestDevice.get()));
            queue.enqueue(Tensors.of(new float[] {4, 5, 6, 7}, 4, 1).to(TestDevice.get()));
            assertThat(queue.keys().toFloatArray()).containsExactly(6, 7, 3, 4, 5);
            queue.enqueue(Tensors.of(new float[] {8}, 1, 1).to(TestDevice.get()));
            assertThat(queue.keys().toFloatArray()).containsExactly(6, 7, 8, 4, 5);
            assertThatThrownBy(() -> queue.enqueue(Tensors.ones(6, 1)))
                    .hasMessageContaining("[6, 1]")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void aSavedQueueGoesOnWhereItWas() {
        try (MoCoQueue queue = new MoCoQueue(4, 2, Init.of(0).on(TestDevice.get()));
                MoCoQueue restored = new MoCoQueue(4, 2, Init.of(1).on(TestDevice.get()))) {
            queue.enqueue(Tensors.normal(Rng.of(1), 3, 2).to(TestDevice.get()));
            restored.loadStateDict(queue.stateDict());
            Tensor keys = Tensors.normal(Rng.of(2), 3, 2).to(TestDevice.get());
            queue.enqueue(keys);
            restored.enqueue(keys);
            assertThat(restored.keys().toFloatArray()).isEqualTo(queue.keys().toFloatArray());
        }
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        for (int seed = 0; seed < 3; seed++) {
            Tensor x = normal(seed, 5, 4);
            Tensor y = normal(seed + 5, 5, 4);
            Tensor others = normal(seed + 10, 5, 4);
            FiniteDifference.check((a, b) -> new InfoNce(0.5).loss(a, b).total(), x, y);
            FiniteDifference.check((a, b) -> new NtXent(0.5).loss(a, b).total(), x, y);
            FiniteDifference.check(a -> new MoCo(0.5).loss(a, y, others).total(), x);
            FiniteDifference.check(
                    (a, b) -> new TripletMargin(1).loss(a, b, others).total(), x, y);
            Tensor positive = normal(seed + 20, 6);
            Tensor negative = normal(seed + 21, 6);
            FiniteDifference.check((a, b) -> new Hinge(1).loss(a, b).total(), positive, negative);
            FiniteDifference.check((a, b) -> new SquareSquare(1).loss(a, b).total(), positive, negative);
        }
    }

    @Test
    void oneExampleHasNoNegatives() {
        Tensor one = Tensors.ones(1, 3);
        assertThatThrownBy(() -> new InfoNce(1).loss(one, one)).hasMessageContaining("N >= 2");
        assertThatThrownBy(() -> new NtXent(1).loss(one, one)).hasMessageContaining("N >= 2");
        assertThatThrownBy(() -> new Hinge(1).loss(one, one)).hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> new NtXent(0)).hasMessageContaining("Maybe");
    }
}
