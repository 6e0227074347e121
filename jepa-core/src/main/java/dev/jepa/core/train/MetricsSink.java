package dev.jepa.core.train;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/** Where the numbers and pictures of a run go: a file, TensorBoard, a terminal, or a test. */
public interface MetricsSink extends AutoCloseable {
    /** Records named values of a step; within a run, steps never decrease. */
    void scalars(long step, Map<String, Double> values);

    /** Records a picture of a step; sinks that hold no pictures ignore it. */
    default void image(long step, String name, BufferedImage picture) {}

    /** Completes what was written; nothing may be recorded afterwards. */
    @Override
    void close();

    /** A sink that passes everything to several, in order. */
    static MetricsSink all(List<MetricsSink> sinks) {
        return new FanOut(List.copyOf(sinks));
    }
}
