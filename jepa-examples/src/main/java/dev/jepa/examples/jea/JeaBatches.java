package dev.jepa.examples.jea;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.models.jea.JeaBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;

/** Training batches: views of images from background threads, a function of (seed, step). */
final class JeaBatches implements LongFunction<JeaBatch>, AutoCloseable {
    /** Pixels of an image's side. */
    static final int SIZE = 32;

    private final DataLoader loader;
    private final Device device;

    JeaBatches(ImageTask task, JeaRun config, long seed, Device device) {
        Pipeline view = Views.small(SIZE, task.normalize()).get(0);
        this.loader = new DataLoader(
                task.train(),
                Collections.nCopies(config.views(), view),
                LoaderConfig.training(config.batchSize(), seed));
        this.device = device;
    }

    long stepsPerEpoch() {
        return loader.stepsPerEpoch();
    }

    @Override
    public JeaBatch apply(long step) {
        long began = System.nanoTime();
        try (ImageBatch batch = loader.batch(step)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            List<Tensor> views = new ArrayList<>();
            for (int v = 0; v < loader.views(); v++) {
                views.add(batch.tensor(v, device)); // [N, C, H, W]
            }
            return new JeaBatch(views, waited);
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
