package dev.jepa.core.train;

import java.util.Map;

/** What a person watching a run sees: a bar on a terminal, lines in a log, nothing in a test. */
public interface Progress {
    /** The run begins, or goes on, after some steps of its total. */
    void begin(long stepsDone, long stepsTotal);

    /**
     * A step is done.
     *
     * @param terms the loss terms of the step, total first
     * @param speed of the recent steps
     */
    void step(long stepsDone, Map<String, Double> terms, Speed speed);

    /** A sentence that the user should read: a collapse, a damaged checkpoint, a new best value. */
    void note(String sentence);

    /** The run is over, finished or stopped or failed. */
    void end();

    /** Shows nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void begin(long stepsDone, long stepsTotal) {}

            @Override
            public void step(long stepsDone, Map<String, Double> terms, Speed speed) {}

            @Override
            public void note(String sentence) {}

            @Override
            public void end() {}
        };
    }
}
