package dev.jepa.core.data;

import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Planes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches of augmented views, prepared on background threads.
 *
 * <p>{@code batch(step)} is a pure function of the data set, the pipelines, the seed and the step, whatever the number of threads, so
 * a run resumes at any step. An image that cannot be decoded is named in the log once and its place taken by the next one of the data
 * set that can. Any number of threads may call.
 *
 * <pre>{@code
 * try (DataLoader loader = new DataLoader(data, Views.vicReg(32, Normalize.cifar10()), LoaderConfig.training(256, seed))) {
 *     for (long step = 0; step < steps; step++) {
 *         try (ImageBatch batch = loader.batch(step)) {
 *             Tensor first = batch.tensor(0, device); // [B, C, H, W]
 *             Tensor second = batch.tensor(1, device);
 *         }
 *     }
 * }
 * }</pre>
 */
public final class DataLoader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataLoader.class);

    /** Of a pixel of one channel: as a float, and a crop of it. */
    private static final long BYTES_OF_A_VIEW = 8;

    private final ImageDataset dataset;
    private final List<Pipeline> pipelines;
    private final LoaderConfig config;
    private final Epochs epochs;
    private final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();
    private final int firstReadable;
    private final List<ViewShape> shapes;
    private final Prefetcher<ImageSlot> prefetcher;

    private record Sample(int index, Image image) {}

    /**
     * @param pipelines one a view; each must give images of one size
     * @throws IllegalArgumentException if there is no view, or a batch cannot be filled
     * @throws DataException if no image can be read
     */
    public DataLoader(ImageDataset dataset, List<Pipeline> pipelines, LoaderConfig config) {
        if (pipelines.isEmpty()) {
            throw new IllegalArgumentException("a loader needs at least one view.");
        }
        this.dataset = dataset;
        this.pipelines = List.copyOf(pipelines);
        this.config = config;
        this.epochs = new Epochs(dataset.size(), config);
        Sample first = readable(0);
        this.firstReadable = first.index();
        this.shapes = firstShapes(first);
        this.prefetcher = new Prefetcher<>(new Slots(), config.threads(), config.ahead());
    }

    /** The batch of a step counted from 0; close it when its contents have been copied. */
    public ImageBatch batch(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step must be at least 0 but was %d.".formatted(step));
        }
        return new ImageBatch(prefetcher.take(step), shapes, config.format());
    }

    public int stepsPerEpoch() {
        return epochs.stepsPerEpoch();
    }

    /** The pass over the data that a step belongs to, counted from 0. */
    public long epoch(long step) {
        return epochs.epoch(step);
    }

    public int views() {
        return shapes.size();
    }

    public ViewShape shape(int view) {
        return shapes.get(view);
    }

    public ImageDataset dataset() {
        return dataset;
    }

    public LoaderConfig config() {
        return config;
    }

    /** How often and how long the callers of {@link #batch} waited. */
    public WaitStatistics waits() {
        return prefetcher.waits();
    }

    /** Indices of the images that could not be decoded so far, ascending. */
    public int[] unreadable() {
        return unreadable.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    @Override
    public void close() {
        prefetcher.close();
    }

    private List<ViewShape> firstShapes(Sample first) {
        List<ViewShape> found = new ArrayList<>();
        for (int view = 0; view < pipelines.size(); view++) {
            found.add(shape(view(first, 0, view)));
        }
        return List.copyOf(found);
    }

    private static ViewShape shape(Planes planes) {
        return new ViewShape(planes.channels(), planes.height(), planes.width());
    }

    private Planes view(Sample sample, long epoch, int view) {
        long pixels = sample.image().pixels().length;
        return DecodingMemory.with(
                BYTES_OF_A_VIEW * pixels,
                () -> pipelines.get(view).apply(sample.image().toPlanes(), config.seed(), epoch, sample.index(), view));
    }

    /** The image at this index, or the next one that can be read. */
    private Sample readable(int index) {
        for (int tried = 0; tried < dataset.size(); tried++) {
            int candidate = (index + tried) % dataset.size();
            Image image = unreadable.contains(candidate) ? null : tryRead(candidate);
            if (image != null) {
                return new Sample(candidate, image);
            }
        }
        throw new DataException("none of the %d images can be read; the first is %s.\nMaybe the files are damaged."
                .formatted(dataset.size(), dataset.describe(0)));
    }

    private @Nullable Image tryRead(int index) {
        try {
            return dataset.image(index);
        } catch (UnreadableImageException e) {
            skip(index, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void skip(int index, String reason) {
        if (unreadable.add(index)) {
            LOG.warn("Skipped: {}", reason);
        }
    }

    private final class Slots implements Prefetcher.Source<ImageSlot> {
        @Override
        public ImageSlot allocate() {
            return new ImageSlot(shapes, config.batchSize(), config.format());
        }

        @Override
        public void fill(long step, ImageSlot slot, BooleanSupplier cancelled) {
            int[] indices = epochs.indices(step);
            slot.step = step;
            slot.size = indices.length;
            for (int place = 0; place < indices.length && !cancelled.getAsBoolean(); place++) {
                Sample sample = readable(indices[place]);
                while (!write(sample, step, slot, place)) {
                    sample = readable(sample.index());
                }
            }
        }

        /** Whether the memory sufficed to make the views of an image. */
        private boolean write(Sample sample, long step, ImageSlot slot, int place) {
            slot.indices[place] = sample.index();
            slot.labels[place] = dataset.label(sample.index());
            try {
                for (int view = 0; view < shapes.size(); view++) {
                    Planes planes = view(sample, epochs.epoch(step), view);
                    requireShape(planes, view, sample.index());
                    slot.write(view, place, planes);
                }
                return true;
            } catch (OutOfMemoryError e) {
                skip(
                        sample.index(),
                        "the memory does not suffice for the views of image %s, %s."
                                .formatted(dataset.describe(sample.index()), sample.image()));
                return false;
            }
        }

        private void requireShape(Planes planes, int view, int index) {
            if (!shape(planes).equals(shapes.get(view))) {
                throw new DataException(
                        "view %d of image %s is %s but that of %s is %s (C x H x W), and all images of a batch must have one size.\nMaybe end the pipeline's geometry with a RandomResizedCrop, or a Resize and a CenterCrop."
                                .formatted(
                                        view,
                                        dataset.describe(index),
                                        shape(planes),
                                        dataset.describe(firstReadable),
                                        shapes.get(view)));
            }
        }
    }
}
