package dev.jepa.examples.progress;

import dev.jepa.core.train.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a person watching a command sees on standard error: sentences, and how far the present task is, as a bar on a terminal
 * and as a line now and then elsewhere. Results are not its business: they go to standard output.
 *
 * <p>May be told from several threads.
 */
public final class Display {
    private static final long DRAW_EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();
    private static final String ERASE = "\r\033[K";

    private final PrintWriter err;
    private final Optional<IntSupplier> columns;
    private @Nullable Status bar;
    private boolean training;
    private boolean over;

    Display(PrintWriter err, Optional<IntSupplier> columns) {
        this.err = err;
        this.columns = columns;
    }

    /** A display with bars if the launcher found a terminal that can draw them (system property {@code jepa.terminal}). */
    public static Display on(PrintWriter err) {
        boolean terminal = Boolean.getBoolean("jepa.terminal") && !"dumb".equals(System.getenv("TERM"));
        return new Display(err, terminal ? Optional.of(new TerminalColumns()) : Optional.empty());
    }

    /** Prints a sentence, above the bar if there is one. */
    public synchronized void say(String sentence) {
        if (!over) {
            Status below = bar;
            erase();
            err.println(sentence);
            if (below != null) {
                draw(below);
            }
            err.flush();
        }
    }

    /** Prints the last sentence of a command that ends now: whatever still runs shows nothing any more. */
    public synchronized void end(String sentence) {
        if (!over) {
            erase();
            err.println(sentence);
            err.flush();
            over = true;
        }
    }

    /**
     * Shows a training.
     *
     * @param examples what a batch holds, as in {@code images}
     */
    public Progress training(String examples) {
        return new TrainingProgress(this, examples);
    }

    /** Whether the steps of a training are being made. */
    public synchronized boolean isTraining() {
        return training;
    }

    synchronized void training(boolean now) {
        training = now;
    }

    /**
     * Shows a task of which it is known how much it is.
     *
     * @param name what is done, as in {@code Planning}
     * @param unit what is counted, as in {@code episodes}
     */
    public Task begin(String name, long total, String unit) {
        return new Task(this, name, total, unit);
    }

    /** Shows where a task stands, if that was not shown just before; returns whether it did. */
    synchronized boolean show(Status status, long nanosSinceShown) {
        if (over || nanosSinceShown < (columns.isPresent() ? DRAW_EVERY_NANOS : LINE_EVERY_NANOS)) {
            return false;
        }
        if (columns.isPresent()) {
            draw(status);
        } else {
            err.println(status.line());
        }
        err.flush();
        return true;
    }

    /** Shows where a task ended, and leaves that. */
    synchronized void leave(Status status) {
        if (!over) {
            if (columns.isPresent()) {
                draw(status);
                err.println();
                bar = null;
            } else {
                err.println(status.line());
            }
            err.flush();
        }
    }

    private void draw(Status status) {
        bar = status;
        // Three columns stay free: in the last one the cursor would wrap, and Ctrl-C shows as two characters.
        columns.ifPresent(width -> err.print(ERASE + status.bar(width.getAsInt() - 3)));
    }

    private void erase() {
        if (bar != null) {
            err.print(ERASE);
            bar = null;
        }
    }
}
