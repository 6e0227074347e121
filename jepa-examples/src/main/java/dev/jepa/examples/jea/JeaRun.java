package dev.jepa.examples.jea;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JeaOptimization;

/**
 * Every hyper-parameter of a joint-embedding run on images.
 *
 * @param encoder residual network or vision transformer
 * @param model heads and loss
 * @param optimization optimiser and schedules
 * @param batchSize images a step
 * @param views of an image, at least two, all drawn alike
 * @param precision of the products in a training step; bf16 pays where the hardware has instructions for it
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record JeaRun(
        JeaEncoder encoder,
        JeaConfig model,
        JeaOptimization optimization,
        int batchSize,
        int views,
        Precision precision,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery)
        implements ImageRun<JeaRun> {
    public JeaRun {
        ImageRun.requireValid(batchSize, logEvery, monitorEvery);
        if (views < 2) {
            throw new IllegalArgumentException("views must be >= 2 but was " + views + ".");
        }
    }

    @Override
    public int imageSize() {
        return encoder.imageSize();
    }

    @Override
    public int channels() {
        return encoder.channels();
    }

    @Override
    public JeaRun lasting(double epochs) {
        return with(encoder, optimization.lasting(epochs));
    }

    @Override
    public JeaRun with(VisionTransformerConfig transformer) {
        return with(new JeaEncoder.Vit(transformer), optimization);
    }

    private JeaRun with(JeaEncoder otherEncoder, JeaOptimization otherOptimization) {
        return new JeaRun(
                otherEncoder,
                model,
                otherOptimization,
                batchSize,
                views,
                precision,
                checkpoint,
                logEvery,
                monitorEvery);
    }
}
