package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.testing.LiveTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Scopes that a thread left open. */
class EndedThreadTest {
    private static final int TENSORS = 50;

    private static void run(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action, "ends early");
        thread.start();
        thread.join();
    }

    private static void leaveScopesOpen() {
        for (int depth = 0; depth < 3; depth++) {
            TensorScope.open();
            for (int i = 0; i < TENSORS; i++) {
                Tensors.ones(8);
            }
        }
    }

    @Test
    void theTensorsOfAnEndedThreadAreFreed() throws InterruptedException {
        long before = LiveTensors.settled();
        run(EndedThreadTest::leaveScopesOpen);
        assertThat(LiveTensors.settled()).isEqualTo(before);
    }

    @Test
    void aTensorOfAnEndedThreadLivesForAsLongAsSomethingRefersToIt() throws InterruptedException {
        long before = LiveTensors.settled();
        List<Tensor> kept = new ArrayList<>();
        run(() -> {
            leaveScopesOpen();
            kept.add(Tensors.ones(3));
            leaveScopesOpen();
        });
        assertThat(LiveTensors.settled()).isEqualTo(before + 1);
        assertThat(kept.get(0).toFloatArray()).containsExactly(1, 1, 1);
        kept.get(0).close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void aThreadThatLivesKeepsItsOpenScopes() throws InterruptedException {
        long before = LiveTensors.settled();
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            leaveScopesOpen();
            opened.countDown();
            awaitQuietly(end);
        });
        thread.start();
        opened.await();
        assertThat(LiveTensors.settled()).isEqualTo(before + 3 * TENSORS);
        end.countDown();
        thread.join();
        assertThat(LiveTensors.settled()).isEqualTo(before);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
