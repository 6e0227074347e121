package dev.jepa.examples.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (and SIGTERM): asks a running recipe to stop, and keeps the process alive until it has saved its state.
 *
 * <p>Java ends the process when all shutdown hooks have returned, with exit code 130 or 143. The hook here returns at once
 * unless work that can be saved is going on.
 */
final class Interrupt {
    private static final long MINUTES = 5;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean saving;
    private volatile boolean requested;

    /** From now on the process waits for {@link #finish} when it is interrupted during {@link #guard}. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::onShutdown, "interrupt"));
    }

    /** Marks what follows as work that stops by itself, and saves, once {@link #isRequested} is true. */
    void guard() {
        saving = true;
    }

    /** Whether the user has asked for a stop. */
    boolean isRequested() {
        return requested;
    }

    /** Says that everything is saved and printed. */
    void finish() {
        finished.countDown();
    }

    private void onShutdown() {
        requested = true;
        try {
            if (saving && !finished.await(MINUTES, TimeUnit.MINUTES)) {
                System.err.println(
                        "jepa: the run did not stop within " + MINUTES + " minutes; its last checkpoint stands.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
