package dev.jepa.examples.jea;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JeaOptimization;
import java.util.Optional;

/**
 * Every hyper-parameter of a joint-embedding run on images.
 *
 * @param encoder residual network or vision transformer
 * @param model heads and loss
 * @param optimization optimiser and schedules
 * @param batchSize images a step
 * @param views of an image at full size, at least two, all drawn alike
 * @param localCrops smaller views beside them
 * @param upright whether images are turned as their EXIF orientation says; empty means yes
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
        LocalCrops localCrops,
        Optional<Boolean> upright,
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
        if (localCrops.count() > 0 && encoder instanceof JeaEncoder.Vit && localCrops.size() != encoder.imageSize()) {
            throw new IllegalArgumentException("localCrops.size must be " + encoder.imageSize()
                    + ", the size that the transformer sees, but was " + localCrops.size()
                    + ".\nMaybe use encoder=res-net18, which takes any size.");
        }
    }

    /**
     * Small crops (multi-crop, arXiv 2006.09882): the loss compares them with the views at full size, but not with each other.
     *
     * @param count of an image; 0 for none
     * @param size side in pixels
     * @param minScale smallest area, as a part of the image's
     * @param maxScale largest area
     */
    public record LocalCrops(int count, int size, double minScale, double maxScale) {
        /** None; if there were any, 16 pixels a side that show 5 to 20 % of the image. */
        public static final LocalCrops NONE = new LocalCrops(0, 16, 0.05, 0.2);

        public LocalCrops {
            if (count < 0 || size < 1 || !(0 < minScale && minScale <= maxScale && maxScale <= 1)) {
                throw new IllegalArgumentException(
                        "count must be >= 0, size >= 1 and 0 < minScale <= maxScale <= 1 but they were " + count + ", "
                                + size + ", " + minScale + " and " + maxScale + ".");
            }
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
    public String channelsKey() {
        return "encoder.transformer.channels";
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
                localCrops,
                upright,
                precision,
                checkpoint,
                logEvery,
                monitorEvery);
    }
}
