package dev.jepa.examples.images;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;

/**
 * A way to learn features from images.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public interface ImageMethod<C extends Record & ImageRun<C>> {
    /** What a report calls it. */
    String title();

    /** Everything at its initial values, which derive from the seed. */
    ImageLearner start(C config, ImageTask task, long seed, Device device);

    /** The encoder alone, at the values at which {@link #start} has it for this key. */
    ImageEncoder encoder(C config, Init init);

    /** The part of a checkpoint that holds the encoder to use after training. */
    String part();
}
