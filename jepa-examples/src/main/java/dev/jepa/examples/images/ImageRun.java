package dev.jepa.examples.images;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import java.util.Optional;

/**
 * What a recipe on images asks of the record that holds a method's hyper-parameters.
 *
 * @param <C> the record
 */
public interface ImageRun<C> {
    /** Pixels of an image's side. */
    int imageSize();

    /** C, the channels of an image. */
    int channels();

    /** The key that sets the channels. */
    String channelsKey();

    /** Whether images are turned as their files' EXIF orientation says; empty, as in runs of earlier releases, means yes. */
    Optional<Boolean> upright();

    /** What {@link #upright} means. */
    default boolean isUpright() {
        return upright().orElse(true);
    }

    /** Images a step. */
    int batchSize();

    /** Of the products in a training step; bf16 is for GPUs that have it. */
    Precision precision();

    /** When to save, what to keep. */
    CheckpointPolicy checkpoint();

    /** Steps between two lines of metrics. */
    long logEvery();

    /** Steps between two looks at collapse. */
    long monitorEvery();

    /** The same for so many epochs, warm-up and schedules in proportion. */
    C lasting(double epochs);

    /** The same with this encoder. */
    C with(VisionTransformerConfig encoder);

    /** The check of what all have in common. */
    static void requireValid(int batchSize, long logEvery, long monitorEvery) {
        if (batchSize < 2) {
            throw new IllegalArgumentException("batchSize must be >= 2 but was " + batchSize + ".");
        }
        if (logEvery < 1 || monitorEvery < 1) {
            throw new IllegalArgumentException(
                    "logEvery and monitorEvery must be >= 1 but were " + logEvery + " and " + monitorEvery + ".");
        }
    }
}
