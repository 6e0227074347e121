package dev.jepa.examples.images;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Region;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Training batches: augmented images from background threads, a function of (seed, step). */
public final class ImageBatches implements AutoCloseable {
    private final DataLoader loader;
    private final Device device;

    /**
     * Batches of a data set.
     *
     * @param views one a pipeline
     */
    public ImageBatches(ImageDataset images, List<Pipeline> views, int batchSize, long seed, Device device) {
        this.loader = new DataLoader(images, views, LoaderConfig.training(batchSize, seed));
        this.device = device;
    }

    /** Steps in which every image is seen once. */
    public long stepsPerEpoch() {
        return loader.stepsPerEpoch();
    }

    /** The images of a step. */
    public Loaded load(long step) {
        long began = System.nanoTime();
        try (ImageBatch batch = loader.batch(step)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            List<Tensor> views = new ArrayList<>();
            List<List<Region>> regions = new ArrayList<>();
            for (int v = 0; v < loader.views(); v++) {
                int view = v;
                views.add(batch.tensor(v, device)); // [B, C, H, W]
                regions.add(IntStream.range(0, batch.size())
                        .mapToObj(place -> batch.region(view, place))
                        .toList());
            }
            return new Loaded(views, regions, waited);
        }
    }

    @Override
    public void close() {
        loader.close();
    }

    /**
     * A batch.
     *
     * @param views [B, C, H, W] each, on the device
     * @param regions which part of each of the B images each view shows
     * @param waited how long the calling thread stood still until they were there
     */
    public record Loaded(List<Tensor> views, List<List<Region>> regions, Duration waited) {}
}
