package dev.jepa.core.tensor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Owner of one native handle, apart from its {@link Tensor} so that a cleaner can hold it.
 *
 * <p>Native calls count themselves as users. Closing lets no other in, and whoever leaves last, user or closer, deletes.
 */
final class NativeTensor {
    private static final AtomicLong LIVE = new AtomicLong();
    private static final int CLOSED = 1;
    private static final int USER = 2;

    private final long handle;

    /** Twice the number of users, plus one once closed. */
    private final AtomicInteger state = new AtomicInteger();

    NativeTensor(long handle) {
        this.handle = handle;
        LIVE.incrementAndGet();
    }

    /** The number of native tensors that have not been deleted. */
    static long live() {
        return LIVE.get();
    }

    boolean isClosed() {
        return (state.get() & CLOSED) != 0;
    }

    /** Counts a user, for whom {@link #handle} stays valid until {@link #release}; false when closed. */
    boolean acquire() {
        int before = state.get();
        while ((before & CLOSED) == 0) {
            if (state.weakCompareAndSetVolatile(before, before + USER)) {
                return true;
            }
            before = state.get();
        }
        return false;
    }

    /** The handle, for one who has acquired it. */
    long handle() {
        return handle;
    }

    void release() {
        if (state.addAndGet(-USER) == CLOSED) {
            delete();
        }
    }

    void close() {
        if (state.getAndUpdate(before -> before | CLOSED) == 0) {
            delete();
        }
    }

    private void delete() {
        LIVE.decrementAndGet();
        LibTorch.delete(handle);
    }
}
