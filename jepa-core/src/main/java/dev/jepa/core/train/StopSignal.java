package dev.jepa.core.train;

import dev.jepa.core.tensor.Compute;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * True once the process has been asked to end (Ctrl-C, SIGTERM): for {@link TrainLoop}, which then saves and returns.
 *
 * <p>The process stays alive until this is closed, at most for the given time, so that the checkpoint is written.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook = new Thread(this::holdShutdown, "stop-signal");
    private final Compute.ExitHold hold = Compute.holdExit();
    private volatile boolean requested;

    private StopSignal(Duration patience) {
        this.patience = patience;
    }

    /** A signal that listens from now on. */
    public static StopSignal listen(Duration patience) {
        StopSignal signal = new StopSignal(patience);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void holdShutdown() {
        requested = true;
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("The run did not stop within " + patience.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hold.close();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    /** The run has saved what it needs; a shutdown goes on. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            hold.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
