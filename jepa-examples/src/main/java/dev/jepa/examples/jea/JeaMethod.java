package dev.jepa.examples.jea;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageMethod;
import dev.jepa.examples.images.ImageTask;

/** Joint embedding of augmented views. */
public final class JeaMethod implements ImageMethod<JeaRun> {
    @Override
    public String title() {
        return "Joint embedding";
    }

    @Override
    public ImageLearner start(JeaRun config, ImageTask task, long seed, Device device) {
        return new JeaLearner(config, task, seed, device);
    }

    @Override
    public ImageEncoder encoder(JeaRun config, Init init) {
        return config.encoder().encoder(init.at("encoder"));
    }

    @Override
    public String part() {
        return "encoder";
    }
}
