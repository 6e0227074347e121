package dev.jepa.core.train;

/** A loss term or gradient was not a finite number, and the run stopped before it could spoil the parameters. */
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;

    NonFiniteException(long step, String what, String lastGood) {
        super(what + " at step " + step + "; nothing was updated, " + lastGood
                + ".\nMaybe lower the learning rate, warm up longer, or clip the gradients.");
        this.step = step;
    }

    /** The step, counted from 0. */
    public long step() {
        return step;
    }
}
