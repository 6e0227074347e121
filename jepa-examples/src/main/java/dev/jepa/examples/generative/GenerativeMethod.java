package dev.jepa.examples.generative;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageMethod;
import dev.jepa.examples.images.ImageTask;

/** Masked and denoising autoencoders, whose decoder is thrown away after training. */
public final class GenerativeMethod implements ImageMethod<GenerativeRun> {
    @Override
    public String title() {
        return "Autoencoder";
    }

    @Override
    public ImageLearner start(GenerativeRun config, ImageTask task, long seed, Device device) {
        return new GenerativeLearner(config, task, seed, device);
    }

    @Override
    public ImageEncoder encoder(GenerativeRun config, Init init) {
        return ImageEncoder.of(new VisionTransformer(config.model().encoder(), init.at("encoder")));
    }

    @Override
    public String part() {
        return "encoder";
    }
}
