package dev.jepa.examples.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A place that a data set can be had from. */
interface Source {
    /** What a message calls it. */
    String name();

    /** Writes the files of the data set into an empty folder; may leave others there in sub-folders. */
    void fetch(Path folder, Consumer<String> log) throws IOException, InterruptedException;
}
