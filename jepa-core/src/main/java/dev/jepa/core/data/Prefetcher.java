package dev.jepa.core.data;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the batches of coming steps on background threads, in reused slots.
 *
 * <p>A batch must be a pure function of its step, so any step can be asked for at any time, from any thread; asking for steps in
 * ascending order is what is fast. What goes wrong in a background thread is thrown by {@link #take} for that step.
 *
 * @param <B> the slot that holds a batch
 */
public final class Prefetcher<B> implements AutoCloseable {

    /** Makes batches; called from several threads at once, never for one slot. */
    public interface Source<B> {
        /** A new slot. */
        B allocate();

        /**
         * Writes the batch of a step into a slot.
         *
         * @param cancelled once true the batch is no longer wanted and this may return at once
         */
        void fill(long step, B slot, BooleanSupplier cancelled);
    }

    /** A batch on loan: closing it gives the slot back for reuse. */
    public final class Lease implements AutoCloseable {
        private @Nullable B slot;

        private Lease(B slot) {
            this.slot = slot;
        }

        /** The batch; an error after {@link #close}. */
        public B get() {
            B current = slot;
            if (current == null) {
                throw new IllegalStateException(
                        "this batch was closed and its memory reused.\nMaybe copy what is needed before closing it.");
            }
            return current;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (slot != null) {
                    free.push(slot);
                    slot = null;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Job {
        private final long step;
        private @Nullable B slot;
        private @Nullable Throwable failure;
        private boolean done;
        private volatile boolean abandoned;

        private Job(long step) {
            this.step = step;
        }

        private void run() {
            try {
                B target = reusable();
                slot = target == null ? source.allocate() : target;
                source.fill(step, slot, () -> abandoned || stopped);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    private final Source<B> source;
    private final int ahead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Job> prepared = new LinkedHashMap<>();
    private final Deque<Job> queue = new ArrayDeque<>();
    private final Deque<B> free = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean stopped;
    private long next = Long.MIN_VALUE;
    private long batches;
    private long waits;
    private long waitedNanos;

    /**
     * @param threads at least 0; with 0 every batch is made when it is asked for, by the thread that asks
     * @param ahead batches prepared beyond the last one asked for
     */
    public Prefetcher(Source<B> source, int threads, int ahead) {
        this.source = source;
        this.ahead = ahead;
        for (int i = 1; i <= threads; i++) {
            Thread worker = new Thread(this::work, "jepa-data-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
    }

    /**
     * The batch of a step, ready or waited for.
     *
     * @throws DataException or whatever else the source threw for this step
     */
    public Lease take(long step) {
        Job job = workers.isEmpty() ? makeHere(step) : await(step);
        B slot = job.slot;
        if (job.failure != null || slot == null) {
            recycle(job);
            throw unchecked(step, job.failure);
        }
        return new Lease(slot);
    }

    private Job makeHere(long step) {
        long start = System.nanoTime();
        Job job = new Job(step);
        job.run();
        lock.lock();
        try {
            requireOpen();
            count(start);
        } finally {
            lock.unlock();
        }
        return job;
    }

    private Job await(long step) {
        lock.lock();
        try {
            requireOpen();
            Job job = request(step);
            long start = job.done ? 0 : System.nanoTime();
            while (!job.done) {
                changed.await();
                requireOpen();
            }
            count(start);
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the batch of step %d.".formatted(step), e);
        } finally {
            lock.unlock();
        }
    }

    private Job request(long step) {
        Job job = prepared.remove(step);
        if (job == null) {
            job = new Job(step);
            queue.addFirst(job);
            if (step >= next || step < next - 2L * ahead) { // a jump: start anew behind it
                next = step + 1;
            }
        }
        while (next <= step + ahead) {
            Job coming = new Job(next++);
            prepared.put(coming.step, coming);
            queue.addLast(coming);
        }
        for (Iterator<Job> oldest = prepared.values().iterator(); prepared.size() > 2 * ahead; ) {
            abandon(oldest.next());
            oldest.remove();
        }
        changed.signalAll();
        return job;
    }

    private void abandon(Job job) {
        job.abandoned = true;
        if (job.done) {
            recycle(job);
        }
    }

    private @Nullable B reusable() {
        lock.lock();
        try {
            return free.poll();
        } finally {
            lock.unlock();
        }
    }

    private void recycle(Job job) {
        lock.lock();
        try {
            if (job.slot != null) {
                free.push(job.slot);
                job.slot = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Job job = nextJob(); job != null; job = nextJob()) {
            job.run();
            lock.lock();
            try {
                job.done = true;
                if (job.abandoned) {
                    recycle(job);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable Job nextJob() {
        lock.lock();
        try {
            while (!stopped) {
                Job job = queue.poll();
                if (job == null) {
                    changed.awaitUninterruptibly();
                } else if (!job.abandoned) {
                    return job;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void count(long waitingSince) {
        batches++;
        if (waitingSince != 0) {
            waits++;
            waitedNanos += System.nanoTime() - waitingSince;
        }
    }

    private void requireOpen() {
        if (stopped) {
            throw new IllegalStateException("the loader is closed.");
        }
    }

    private static RuntimeException unchecked(long step, @Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("the batch of step %d could not be made.".formatted(step), failure);
    }

    /** How often and how long {@link #take} had to wait so far. */
    public WaitStatistics waits() {
        lock.lock();
        try {
            return new WaitStatistics(batches, waits, Duration.ofNanos(waitedNanos));
        } finally {
            lock.unlock();
        }
    }

    /** Stops the threads and waits until they have ended, at most for the image they are at. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            queue.clear();
            prepared.clear();
            free.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            try {
                worker.join(10_000);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
