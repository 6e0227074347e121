package dev.jepa.core.train;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/** Several sinks as one; each is closed even if one before it fails. */
record FanOut(List<MetricsSink> sinks) implements MetricsSink {
    @Override
    public void scalars(long step, Map<String, Double> values) {
        sinks.forEach(sink -> sink.scalars(step, values));
    }

    @Override
    public void image(long step, String name, BufferedImage picture) {
        sinks.forEach(sink -> sink.image(step, name, picture));
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (MetricsSink sink : sinks) {
            try {
                sink.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
