package dev.jepa.core.train;

import dev.jepa.core.tensor.Compute;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * True once the process has been asked to end (Ctrl-C, SIGTERM): for {@link TrainLoop}, which then saves and returns.
 *
 * <p>The process stays alive until this is closed, at most for the given time, so that the checkpoint is written. Who asks a
 * second time does not want to wait: the process then ends without it.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Duration patience;
    private final Listener listener;
    private final Thread hook = new Thread(this::holdShutdown, "stop-signal");
    private final Compute.ExitHold hold = Compute.holdExit();
    private volatile boolean requested;
    private volatile boolean over;

    /** Hears of a request to end, in a thread of the shutdown. */
    public interface Listener {
        /** The process is asked to end. Returns whether there is something to wait for; if not, it ends at once. */
        boolean asked();

        /** The process ends although the run has not stopped; the sentence says why. */
        void abandoned(String sentence);
    }

    private StopSignal(Duration patience, Listener listener) {
        this.patience = patience;
        this.listener = listener;
    }

    /** A signal that listens from now on, always waits for the run, and prints on standard error what it gave up. */
    public static StopSignal listen(Duration patience) {
        return listen(patience, new Listener() {
            @Override
            public boolean asked() {
                return true;
            }

            @Override
            public void abandoned(String sentence) {
                System.err.println(sentence);
            }
        });
    }

    /** A signal that listens from now on and tells what it hears. */
    public static StopSignal listen(Duration patience, Listener listener) {
        StopSignal signal = new StopSignal(patience, listener);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void holdShutdown() {
        try {
            if (!over && listener.asked()) {
                requested = true;
                FurtherSignals.each(this::askedAgain);
                if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    listener.abandoned("The run did not stop within " + patience.toSeconds() + " s.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hold.close();
        }
    }

    private void askedAgain() {
        if (finished.getCount() > 0) {
            listener.abandoned("Ended without saving, as asked a second time.");
            finished.countDown();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return requested;
    }

    /** The run has saved what it needs; a shutdown goes on. */
    @Override
    public void close() {
        over = true;
        finished.countDown();
        if (!requested) {
            hold.close();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                over = true; // the shutdown has just begun, and its hook waits for nothing
            }
        }
    }
}
