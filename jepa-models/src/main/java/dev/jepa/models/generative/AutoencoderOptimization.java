package dev.jepa.models.generative;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.AdamConfig;
import dev.jepa.core.optim.Schedule;

/**
 * How an autoencoder is optimised: AdamW, the learning rate with warm-up and cosine. Step s takes the value at s.
 *
 * @param epochs length of the run
 * @param warmupEpochs epochs in which the learning rate rises from 0
 * @param peakRate learning rate after the warm-up, already multiplied by batch size / 256 where a paper does that
 * @param finalRate learning rate at the end of the cosine
 * @param weightDecay the same always; biases and vectors have none
 * @param adam the constants; the paper's beta2 is 0.95
 */
public record AutoencoderOptimization(
        double epochs, double warmupEpochs, double peakRate, double finalRate, double weightDecay, AdamConfig adam) {
    public AutoencoderOptimization {
        Bounds.maybe("a shorter run needs a shorter warm-up, too")
                .positive("epochs", epochs)
                .that(
                        warmupEpochs >= 0 && warmupEpochs <= epochs,
                        "warmupEpochs",
                        "lie in 0 … epochs = " + epochs,
                        warmupEpochs);
        Bounds.maybe("1.5e-4 for a peakRate, 0.05 for a weightDecay")
                .positive("peakRate", peakRate)
                .notNegative("finalRate", finalRate)
                .notNegative("weightDecay", weightDecay);
    }

    /** MAE's for ImageNet at batch 4096: 800 epochs, 40 of warm-up, 1.5e-4 x 4096 / 256, decay 0.05 (appendix A.1). */
    public static AutoencoderOptimization paper() {
        return new AutoencoderOptimization(800, 40, 1.5e-4 * 4096 / 256, 0, 0.05, new AdamConfig(0.9, 0.95, 1e-8));
    }

    /** The same for a run of another length, the warm-up in proportion. */
    public AutoencoderOptimization lasting(double otherEpochs) {
        return new AutoencoderOptimization(
                otherEpochs, warmupEpochs * (otherEpochs / epochs), peakRate, finalRate, weightDecay, adam);
    }

    /** The number of steps of the run. */
    public long steps(long stepsPerEpoch) {
        return Math.max(1, (long) (epochs * stepsPerEpoch));
    }

    /** The learning rate. */
    public Schedule learningRate(long stepsPerEpoch) {
        return new Schedule.WarmupCosine(
                0, peakRate, finalRate, (long) (warmupEpochs * stepsPerEpoch), steps(stepsPerEpoch));
    }
}
