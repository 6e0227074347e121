package dev.jepa.examples.command;

/** A command that Ctrl-C ends in the middle of whatever it does, since nothing that it has in memory is worth keeping. */
interface EndsAtOnce {
    /** One sentence, at most two lines: what is there now, and how to go on. */
    default String whenStopped() {
        return "Stopped; nothing is written.";
    }
}
