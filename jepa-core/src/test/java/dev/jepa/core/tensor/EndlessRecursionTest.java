package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.testing.ForkedJava;
import dev.jepa.core.testing.LiveTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of a user that calls itself for ever, in a process of its own since it may crash there. */
class EndlessRecursionTest {
    @TempDir
    private Path folder;

    @Test
    void insideRecordItIsAClearErrorThatLeavesAllAsItWas() throws IOException {
        ForkedJava recursion = ForkedJava.run(folder, Recursion.class);

        assertThat(recursion.exitCode()).as(recursion.output()).isZero();
        assertThat(recursion.output()).contains("survived all");
    }

    static final class Recursion {
        private Recursion() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread thread = new Thread(null, Recursion::survive, "small", 400 << 10);
            thread.setUncaughtExceptionHandler((dead, e) -> {
                e.printStackTrace();
                System.exit(1);
            });
            thread.start();
            thread.join();
            System.out.println("survived all");
            System.exit(0);
        }

        private static void survive() {
            long before = LiveTensors.settled();
            try (TensorScope scope = TensorScope.open()) {
                Tensor x = Autograd.variable(Tensors.ones(2, 2));
                for (int repetition = 0; repetition < 2; repetition++) {
                    overflows(() -> script(x));
                    overflows(() -> bridge(x));
                    overflows(() -> nestedRecords(x));
                    overflows(() -> nestedScopes(x));
                    overflows(() -> gradients(x));
                    overflows(() -> TensorScope.keepOnly(() -> arrays(x)));
                }
                overflowsOutside(() -> script(x));
                overflowsOutside(() -> nestedScopes(x));
                assertThat(x.add(x).sum().item()).isEqualTo(8);
            }
            assertThat(LiveTensors.settled()).isEqualTo(before);
        }

        private static void overflows(Runnable recursion) {
            try {
                Autograd.record(() -> {
                    recursion.run();
                    return true;
                });
                throw new AssertionError("recursion ended");
            } catch (IllegalStateException e) {
                assertThat(e)
                        .hasMessageContaining("The stack of thread small overflowed inside Autograd")
                        .hasMessageContaining("calls itself without end");
            }
            assertThat(Autograd.isRecording()).isFalse();
        }

        private static void overflowsOutside(Runnable recursion) {
            try {
                recursion.run();
                throw new AssertionError("recursion ended");
            } catch (StackOverflowError e) {
                assertThat(Autograd.isRecording()).isFalse();
            }
        }

        private static Tensor script(Tensor x) {
            return script(x.gelu());
        }

        private static Tensor bridge(Tensor x) {
            return bridge(x.add(x).reshape(4).reshape(2, 2));
        }

        private static Tensor nestedRecords(Tensor x) {
            return Autograd.record(() -> nestedRecords(x.tanh()));
        }

        private static Tensor nestedScopes(Tensor x) {
            try (TensorScope scope = TensorScope.open()) {
                return scope.keep(nestedScopes(x.add(1.0)));
            }
        }

        private static Tensor gradients(Tensor x) {
            Tensor loss = Autograd.record(() -> x.square().sum());
            return gradients(Autograd.gradientsOrZero(loss, List.of(x)).get(0).add(x));
        }

        private static Tensor arrays(Tensor x) {
            UnaryOperator<ai.djl.ndarray.NDList> code =
                    list -> new ai.djl.ndarray.NDList(list.get(0).mul(2f));
            return arrays(NDArrays.call(code, List.of(x)).get(0));
        }
    }
}
