package dev.jepa.examples.images;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The representations of a fixed set of training images, to be watched for collapse.
 *
 * @param encoder images [B, C, H, W] to representations [B, D]
 */
record WatchedImages(ImageTask task, int imageSize, Device device, UnaryOperator<Tensor> encoder)
        implements Supplier<Tensor> {
    private static final int WATCHED = 1024;
    private static final int BATCH = 256;

    @Override
    public Tensor get() {
        List<Tensor> pooled = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(
                task.train(), WATCHED, BATCH, List.of(Views.centre(imageSize, imageSize, task.normalize())))) {
            for (long i = 0; i < loader.stepsPerEpoch(); i++) {
                try (ImageBatch batch = loader.batch(i)) {
                    pooled.add(encoder.apply(batch.tensor(0, device))); // [B, D]
                }
            }
        }
        return Tensors.concat(pooled, 0);
    }
}
