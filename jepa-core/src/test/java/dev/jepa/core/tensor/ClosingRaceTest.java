package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.testing.ForkedJava;
import dev.jepa.core.testing.LiveTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tensors that one thread closes while others compute with them. A crash would end the tests, so they run in their own process. */
class ClosingRaceTest {
    private static final int READERS = 4;
    private static final int ROUNDS = 100;
    private static final int TENSORS = 98; // and the two parameters of a module

    @TempDir
    private Path folder;

    @Test
    void whoLosesTheRaceGetsTheDocumentedExceptionAndNothingElse() throws IOException {
        ForkedJava race = ForkedJava.run(folder, Race.class);

        assertThat(race.exitCode()).as(race.output()).isZero();
        assertThat(race.output()).contains("closed 10000 tensors");
    }

    /** The tensors of one round, closed in order while all readers use them. */
    private record Prey(List<Tensor> tensors, Linear module) {
        static Prey create() {
            try (TensorScope scope = TensorScope.open()) {
                List<Tensor> tensors = IntStream.range(0, TENSORS)
                        .mapToObj(i -> TensorScope.release(Autograd.variable(Tensors.ones(4, 4))))
                        .toList();
                return new Prey(tensors, new Linear(4, 4, Init.of(1)));
            }
        }
    }

    /** Prints what each reader met; ends with 1 when something but the documented exception was thrown. */
    static final class Race {
        private static final List<Consumer<Tensor>> USES = List.of(
                x -> x.add(x),
                Tensor::detach,
                Tensor::gelu,
                x -> Tensors.concat(List.of(x, x, x), 0),
                Tensor::toFloatArray,
                Tensor::toString,
                Tensor::device,
                Tensor::requiresGradient,
                x -> InPlace.copy(Tensors.ones(4, 4), x),
                x -> NDArrays.call(arrays -> arrays, List.of(x, x)),
                x -> Autograd.gradients(
                        Autograd.record(() -> x.matmul(x).square().sum()), List.of(x)));

        private static final AtomicReference<Prey> PREY = new AtomicReference<>();
        private static final AtomicReference<Throwable> WRONG = new AtomicReference<>();
        private static final AtomicLong LOSERS = new AtomicLong();
        private static final AtomicLong WINNERS = new AtomicLong();
        private static volatile boolean over;

        private Race() {}

        public static void main(String[] arguments) throws Exception {
            long before = LiveTensors.settled();
            PREY.set(Prey.create());
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int first = i;
                readers.add(new Thread(() -> read(first)));
            }
            readers.forEach(Thread::start);
            long closed = closeAll();
            over = true;
            for (Thread reader : readers) {
                reader.join();
            }
            System.out.println("closed " + closed + " tensors: " + WINNERS + " calls won, " + LOSERS + " lost");
            long left = LiveTensors.settled() - before;
            if (WRONG.get() != null) {
                WRONG.get().printStackTrace();
            }
            System.out.println(left + " tensors left");
            System.exit(WRONG.get() == null && left == 0 && LOSERS.get() > 0 && WINNERS.get() > 0 ? 0 : 1);
        }

        private static long closeAll() throws InterruptedException {
            long closed = 0;
            for (int round = 0; round < ROUNDS; round++) {
                Prey prey = PREY.get();
                Thread.sleep(1); // some calls of this round win
                closed += prey.module().parameters().size() + prey.tensors().size();
                prey.module().close();
                prey.tensors().forEach(Tensor::close);
                PREY.set(Prey.create());
            }
            PREY.get().module().close();
            PREY.get().tensors().forEach(Tensor::close);
            return closed;
        }

        private static void read(int first) {
            for (int i = first; !over && WRONG.get() == null; i++) {
                Prey prey = PREY.get();
                Tensor x = prey.tensors().get(i % TENSORS);
                int use = i;
                outcome(() -> USES.get(use % USES.size()).accept(x));
                outcome(() -> prey.module().forward(Tensors.ones(2, 4)));
            }
        }

        private static void outcome(Runnable use) {
            try (TensorScope scope = TensorScope.open()) {
                use.run();
                WINNERS.incrementAndGet();
            } catch (IllegalStateException e) {
                if (e.getMessage().contains("was closed with its scope")) {
                    LOSERS.incrementAndGet();
                } else {
                    WRONG.set(e);
                }
            } catch (Throwable e) {
                WRONG.set(e);
            }
        }
    }
}
