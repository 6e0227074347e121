package dev.jepa.models.finetune;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.Schedule;

/**
 * How a classifier is trained end to end.
 *
 * @param epochs length of the training
 * @param warmup share of it in which the learning rate rises from 0; half a cosine to 0 follows
 * @param batchSize images a step
 * @param learningRate AdamW's after the warm-up, in the last layer
 * @param layerDecay factor on it with each block towards the input, see {@link LayerDecay}
 * @param weightDecay of all but biases and 1-D parameters
 * @param labelSmoothing share of the target that is spread over all classes
 * @param minScale smallest share of a training image that a random crop shows; 1 for no crop
 * @param flip probability of a mirror image
 */
public record FineTuneConfig(
        double epochs,
        double warmup,
        int batchSize,
        double learningRate,
        double layerDecay,
        double weightDecay,
        double labelSmoothing,
        double minScale,
        double flip) {
    public FineTuneConfig {
        Bounds.maybe("the warm-up was given in epochs; it is a share of the training")
                .positive("epochs", epochs)
                .share("warmup", warmup);
        Bounds.maybe("FineTuneConfig.small(epochs)")
                .atLeast(2, "batchSize", batchSize)
                .positive("learningRate", learningRate)
                .positiveShare("layerDecay", layerDecay)
                .notNegative("weightDecay", weightDecay)
                .shareBelowOne("labelSmoothing", labelSmoothing)
                .positiveShare("minScale", minScale)
                .share("flip", flip);
    }

    /**
     * MAE's practice (arXiv 2111.06377, table 9) for small images: AdamW, layer decay 0.75, weight decay 0.05, smoothing 0.1,
     * light crops and flips; without its mixtures of images, RandAugment and drop path. Rate 1e-3 at a batch of 128.
     */
    public static FineTuneConfig small(double epochs) {
        return new FineTuneConfig(epochs, 0.1, 128, 1e-3, 0.75, 0.05, 0.1, 0.5, 0.5);
    }

    /** The same with one learning rate for all layers: for a network that starts from nothing. */
    public FineTuneConfig withoutLayerDecay() {
        return new FineTuneConfig(
                epochs, warmup, batchSize, learningRate, 1, weightDecay, labelSmoothing, minScale, flip);
    }

    /** The same with another number of images a step. */
    public FineTuneConfig withBatchSize(int size) {
        return new FineTuneConfig(
                epochs, warmup, size, learningRate, layerDecay, weightDecay, labelSmoothing, minScale, flip);
    }

    /** The number of steps. */
    public long steps(long stepsPerEpoch) {
        return Math.max(1, Math.round(epochs * stepsPerEpoch));
    }

    Schedule schedule(long steps) {
        return new Schedule.WarmupCosine(0, learningRate, 0, (long) (warmup * steps), steps);
    }
}
