package dev.jepa.examples.recipe;

/** The user stopped a run with Ctrl-C, and its state has been saved. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A run that stopped after this many steps, all of them in its newest checkpoint. */
    public StoppedException(long step) {
        super("Stopped after step " + step + "; the checkpoint is saved.");
    }
}
