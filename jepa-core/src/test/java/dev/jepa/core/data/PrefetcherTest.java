package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300) // only a deadlock takes as long
class PrefetcherTest {
    /** A batch of 100 equal numbers: torn or reused memory would show as different ones. */
    private static class Numbers implements Prefetcher.Source<long[]> {
        final AtomicInteger allocated = new AtomicInteger();
        final AtomicInteger filled = new AtomicInteger();

        @Override
        public long[] allocate() {
            allocated.incrementAndGet();
            return new long[100];
        }

        @Override
        public void fill(long step, long[] slot, BooleanSupplier cancelled) {
            filled.incrementAndGet();
            for (int i = 0; i < slot.length; i++) {
                slot[i] = step * step;
            }
        }
    }

    private static void check(Prefetcher<long[]> prefetcher, long step) {
        try (Prefetcher<long[]>.Lease lease = prefetcher.take(step)) {
            for (long value : lease.get()) {
                if (value != step * step) {
                    throw new AssertionError("step " + step + " holds " + value);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void everyStepHoldsItsBatchWhateverTheOrder(int threads) {
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(new Numbers(), threads, 3)) {
            for (long step : new long[] {0, 1, 2, 3, 100, 101, 5, 6, 4, 3, 3, 1_000_000_000_000L, 0, 1}) {
                check(prefetcher, step);
            }
        }
    }

    @Test
    void slotsAreReused() {
        Numbers source = new Numbers();
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(source, 2, 4)) {
            for (long step = 0; step < 1000; step++) {
                check(prefetcher, step);
            }
        }
        assertThat(source.allocated.get()).isLessThanOrEqualTo(4 + 2 + 1);
        assertThat(source.filled.get()).isBetween(1000, 1004);
    }

    @Test
    void unclosedBatchesAreNeverOverwritten() {
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(new Numbers(), 2, 2)) {
            List<Prefetcher<long[]>.Lease> held = new ArrayList<>();
            for (long step = 0; step < 50; step++) {
                held.add(prefetcher.take(step));
            }
            for (int step = 0; step < 50; step++) {
                assertThat(held.get(step).get()).containsOnly((long) step * step);
            }
        }
    }

    @Test
    void eightThreadsShareOnePrefetcher() throws Exception {
        Numbers source = new Numbers();
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(source, 2, 16)) {
            AtomicLong next = new AtomicLong();
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Future<?>> futures = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                futures.add(pool.submit(() -> {
                    for (long step = next.getAndIncrement(); step < 5000; step = next.getAndIncrement()) {
                        check(prefetcher, step);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            pool.shutdown();
            assertThat(prefetcher.waits().batches()).isEqualTo(5000);
        }
    }

    @Test
    void failureBelongsToItsStep() {
        Numbers failing = new Numbers() {
            @Override
            public void fill(long step, long[] slot, BooleanSupplier cancelled) {
                if (step == 2) {
                    throw new DataException("file two is damaged.");
                }
                super.fill(step, slot, cancelled);
            }
        };
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(failing, 2, 4)) {
            check(prefetcher, 0);
            check(prefetcher, 1);
            assertThatThrownBy(() -> prefetcher.take(2))
                    .isInstanceOf(DataException.class)
                    .hasMessage("file two is damaged.");
            check(prefetcher, 3);
        }
    }

    @Test
    void outOfMemoryInAThreadReachesTheCaller() {
        Numbers failing = new Numbers() {
            @Override
            public long[] allocate() {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
        };
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(failing, 1, 1)) {
            assertThatThrownBy(() -> prefetcher.take(0)).isInstanceOf(OutOfMemoryError.class);
        }
    }

    @Test
    void waitsAreCountedOnlyWhenTheBatchWasNotReady() {
        Numbers source = new Numbers();
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(source, 1, 4)) {
            check(prefetcher, 0);
            WaitStatistics cold = prefetcher.waits();
            assertThat(cold.waits()).isEqualTo(1);
            for (long step = 1; step <= 5; step++) {
                while (source.filled.get() < step + 2) { // the one thread is at the next batch, so this one is ready
                    Thread.onSpinWait();
                }
                check(prefetcher, step);
            }
            assertThat(prefetcher.waits().since(cold)).isEqualTo(new WaitStatistics(5, 0, Duration.ZERO));
        }
    }

    @Test
    void closeCancelsWorkInProgressAndWakesWaitingThreads() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Numbers endless = new Numbers() {
            @Override
            public void fill(long step, long[] slot, BooleanSupplier cancelled) {
                started.countDown();
                while (!cancelled.getAsBoolean()) {
                    Thread.onSpinWait();
                }
            }
        };
        Prefetcher<long[]> prefetcher = new Prefetcher<>(endless, 2, 4);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Future<?> waiting = pool.submit(() -> prefetcher.take(0));
        started.await();
        long start = System.nanoTime();
        prefetcher.close();
        assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
        assertThatThrownBy(waiting::get).hasRootCauseMessage("the loader is closed.");
        assertThatThrownBy(() -> prefetcher.take(1)).hasMessage("the loader is closed.");
        pool.shutdown();
    }

    @Test
    void closedBatchCannotBeRead() {
        try (Prefetcher<long[]> prefetcher = new Prefetcher<>(new Numbers(), 1, 1)) {
            Prefetcher<long[]>.Lease lease = prefetcher.take(0);
            lease.close();
            lease.close();
            assertThatThrownBy(lease::get).hasMessageContaining("closed").hasMessageContaining("Maybe copy");
        }
    }
}
