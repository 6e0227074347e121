package dev.jepa.core.testing;

import dev.jepa.core.tensor.TensorScope;

/** Counts the live tensors of this process once the garbage of earlier tests is gone. */
public final class LiveTensors {
    private static final int CALM = 5;

    private LiveTensors() {}

    /**
     * The number of live tensors, when it has stayed the same over several garbage collections. Tensors that earlier tests took
     * out of scopes and dropped are freed by a cleaner, at a moment that would else fall into the middle of a count.
     */
    public static long settled() {
        long count = TensorScope.liveTensors();
        for (int calm = 0; calm < CALM; ) {
            System.gc();
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return TensorScope.liveTensors();
            }
            long now = TensorScope.liveTensors();
            calm = now == count ? calm + 1 : 0;
            count = now;
        }
        return count;
    }
}
