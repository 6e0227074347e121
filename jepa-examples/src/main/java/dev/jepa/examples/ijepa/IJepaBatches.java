package dev.jepa.examples.ijepa;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.HorizontalFlip;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.RandomResizedCrop;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.models.ijepa.IJepaBatch;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/** Training batches: augmented images from background threads, and masks. Both are functions of (seed, step). */
final class IJepaBatches implements LongFunction<IJepaBatch>, AutoCloseable {
    private final DataLoader loader;
    private final MultiblockMasks masks;
    private final Rng rng;
    private final Device device;

    IJepaBatches(ImageTask task, IJepaRun config, long seed, Device device) {
        int size = config.model().encoder().imageSize();
        Pipeline pipeline = Pipeline.of(
                RandomResizedCrop.of(size, config.augmentation().minScale(), 1),
                new HorizontalFlip(config.augmentation().flip()),
                task.normalize());
        this.loader = new DataLoader(task.train(), List.of(pipeline), LoaderConfig.training(config.batchSize(), seed));
        this.masks = new MultiblockMasks(
                config.model().masks(), config.model().encoder().gridSide());
        this.rng = Rng.of(seed);
        this.device = device;
    }

    long stepsPerEpoch() {
        return loader.stepsPerEpoch();
    }

    @Override
    public IJepaBatch apply(long step) {
        long began = System.nanoTime();
        try (ImageBatch batch = loader.batch(step)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            Tensor images = batch.tensor(0, device); // [B, C, H, W]
            Masks drawn = masks.sample(rng, step, batch.size());
            return new IJepaBatch(images, drawn, waited);
        }
    }

    @Override
    public void close() {
        loader.close();
    }
}
