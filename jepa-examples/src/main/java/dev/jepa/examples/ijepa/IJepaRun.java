package dev.jepa.examples.ijepa;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.images.CropFlip;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaOptimization;
import java.util.Optional;

/**
 * Every hyper-parameter of an I-JEPA run.
 *
 * @param model networks and objective
 * @param optimization schedules
 * @param batchSize images a step
 * @param augmentation of the training images; the paper flips none
 * @param upright whether images are turned as their EXIF orientation says; empty means yes
 * @param precision of the products in a training step; bf16 pays where the hardware has instructions for it
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record IJepaRun(
        IJepaConfig model,
        IJepaOptimization optimization,
        int batchSize,
        CropFlip augmentation,
        Optional<Boolean> upright,
        Precision precision,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery)
        implements ImageRun<IJepaRun> {

    public IJepaRun {
        ImageRun.requireValid(batchSize, logEvery, monitorEvery);
    }

    @Override
    public int imageSize() {
        return model.encoder().imageSize();
    }

    @Override
    public int channels() {
        return model.encoder().channels();
    }

    @Override
    public String channelsKey() {
        return "model.encoder.channels";
    }

    @Override
    public IJepaRun lasting(double epochs) {
        return with(model, optimization.lasting(epochs));
    }

    @Override
    public IJepaRun with(VisionTransformerConfig encoder) {
        return with(model.with(encoder), optimization);
    }

    private IJepaRun with(IJepaConfig otherModel, IJepaOptimization otherOptimization) {
        return new IJepaRun(
                otherModel,
                otherOptimization,
                batchSize,
                augmentation,
                upright,
                precision,
                checkpoint,
                logEvery,
                monitorEvery);
    }
}
