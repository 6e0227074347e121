package dev.jepa.examples.ijepa;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageMethod;
import dev.jepa.examples.images.ImageTask;

/** I-JEPA, whose target encoder is used after training. */
public final class IJepaMethod implements ImageMethod<IJepaRun> {
    @Override
    public String title() {
        return "I-JEPA";
    }

    @Override
    public ImageLearner start(IJepaRun config, ImageTask task, long seed, Device device) {
        return new IJepaLearner(config, task, seed, device);
    }

    @Override
    public ImageEncoder encoder(IJepaRun config, Init init) {
        return ImageEncoder.of(new VisionTransformer(config.model().encoder(), init.at("encoder")));
    }

    @Override
    public String part() {
        return "target";
    }
}
