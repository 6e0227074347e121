package dev.jepa.examples.progress;

import java.util.Map;

/** Something of which it is known how much it is; closed when it is over. May be told from several threads. */
public final class Task implements AutoCloseable {
    private final Display display;
    private final String name;
    private final long total;
    private final String unit;
    private final long began = System.nanoTime();
    private double done;
    private long shown;

    Task(Display display, String name, long total, String unit) {
        this.display = display;
        this.name = name;
        this.total = total;
        this.unit = unit;
        this.shown = began;
        if (display.show(status(""), Long.MAX_VALUE)) {
            shown = System.nanoTime();
        }
    }

    /** One more is done. */
    public synchronized void advance() {
        to(done + 1);
    }

    /** So much is done; part of one may be. */
    public synchronized void to(double amount) {
        done = Math.min((double) total, amount);
        long now = System.nanoTime();
        if (display.show(status(left(now)), now - shown)) {
            shown = now;
        }
    }

    private String left(long now) {
        return done > 0 ? Clock.text((long) ((now - began) * (total - done) / done)) + " left" : "";
    }

    private Status status(String time) {
        return new Status(name, done, total, unit, Map.of(), "", time);
    }

    @Override
    public synchronized void close() {
        display.leave(status("in " + Clock.text(System.nanoTime() - began)));
    }
}
