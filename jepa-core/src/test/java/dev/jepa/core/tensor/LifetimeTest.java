package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jepa.core.testing.LiveTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LifetimeTest {
    private static final int STEPS = 2000;
    private static final Path STATM = Path.of("/proc/self/statm");

    @Test
    void twoThousandTrainingStepsLeaveTensorsAndMemoryFlat() throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            Tensor weight = TensorScope.release(Autograd.variable(Tensors.normal(Rng.of(1), 64, 64)));
            for (int step = 0; step < STEPS; step++) {
                train(weight, step);
            }
            long tensors = LiveTensors.settled();
            long memory = residentPages();
            for (int step = 0; step < STEPS; step++) {
                train(weight, step);
            }
            assertThat(TensorScope.liveTensors()).isEqualTo(tensors);
            assumeTrue(Files.exists(STATM), "resident memory is read from /proc");
            long onePerStep = STEPS * 4L; // what keeping one 64 x 64 tensor a step would add, in pages of 4 KiB
            assertThat(residentPages() - memory).as("growth in pages").isLessThan(onePerStep / 2);
            weight.close();
        }
    }

    private static void train(Tensor weight, int step) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(2).at(step), 32, 64);
            Tensor loss = Autograd.record(() -> x.matmul(weight).gelu().square().mean());
            InPlace.add(List.of(weight), Autograd.gradients(loss, List.of(weight)), -0.01);
        }
    }

    private static long residentPages() throws IOException {
        return Files.exists(STATM) ? Long.parseLong(Files.readString(STATM).split(" ")[1]) : 0;
    }

    @Test
    void keepOnlyFreesAllButTheResultAndLeavesGradientsAsTheyWere() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(new float[] {1, -2, 3}, 3));
            Tensor expected = gradient(x, () -> x.square().gelu().sum());
            List<Tensor> inner = new ArrayList<>();
            Tensor actual = gradient(
                    x,
                    () -> TensorScope.keepOnly(() -> {
                        inner.add(x.square());
                        return inner.get(0).gelu().sum();
                    }));
            assertThat(actual.toFloatArray()).isEqualTo(expected.toFloatArray());
            assertThatThrownBy(() -> inner.get(0).shape()).hasMessageContaining("closed");
            assertThat(TensorScope.keepOnly(() -> x)).isSameAs(x);
            assertThat(x.toFloatArray()).containsExactly(1, -2, 3);
        }
        assertThatThrownBy(() -> TensorScope.keepOnly(() -> Tensors.ones(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no TensorScope is open");
    }

    private static Tensor gradient(Tensor x, Supplier<Tensor> loss) {
        return Autograd.gradients(Autograd.record(loss), List.of(x)).get(0);
    }

    @Test
    void eightThreadsShareAParameterButNeitherGradientsNorRecording() throws Exception {
        Tensor weight;
        try (TensorScope scope = TensorScope.open()) {
            weight = TensorScope.release(Autograd.variable(Tensors.ones(16)));
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int factor = thread + 1;
                Callable<Boolean> work = () -> gradientsAreAlways(weight, factor);
                results.add(pool.submit(work));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdown();
            weight.close();
        }
    }

    private static boolean gradientsAreAlways(Tensor weight, int factor) {
        boolean right = true;
        for (int i = 0; i < 200; i++) {
            try (TensorScope scope = TensorScope.open()) {
                right &= !Autograd.isRecording() && !weight.mul(2.0).requiresGradient();
                Tensor loss = Autograd.record(() -> weight.mul((double) factor).sum());
                right &= Autograd.gradients(loss, List.of(weight)).get(0).max().item() == factor;
            }
        }
        return right;
    }

    @Test
    void aTensorDiesWithItsScopeUnlessKept() {
        try (TensorScope outer = TensorScope.open()) {
            Tensor dead;
            Tensor kept;
            try (TensorScope inner = TensorScope.open()) {
                dead = Tensors.ones(2, 3);
                kept = inner.keep(Tensors.ones(2));
            }
            assertThat(kept.sum().item()).isEqualTo(2);
            assertThatThrownBy(() -> dead.add(1.0))
                    .hasMessageContaining("closed")
                    .hasMessageContaining("keep");
        }
    }

    @Test
    void makingATensorWithoutAScopeIsAnErrorThatSaysSo() {
        long before = LiveTensors.settled();
        assertThatThrownBy(() -> Tensors.ones(2)).hasMessageContaining("TensorScope.open()");
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void theOutermostScopeHasNowhereToKeep() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.ones(1);
            assertThatThrownBy(() -> scope.keep(x)).hasMessageContaining("release");
        }
    }

    @Test
    void aReleasedTensorThatNothingHoldsIsFreed() {
        long before = LiveTensors.settled();
        try (TensorScope scope = TensorScope.open()) {
            TensorScope.release(Tensors.ones(1));
        }
        assertThat(LiveTensors.settled()).isEqualTo(before);
    }
}
