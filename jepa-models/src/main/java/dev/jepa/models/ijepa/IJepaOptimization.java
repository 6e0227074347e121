package dev.jepa.models.ijepa;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.Schedule;

/**
 * How an I-JEPA is optimised: AdamW, and three schedules over the run.
 *
 * @param epochs length of the run
 * @param warmupEpochs epochs in which the learning rate rises
 * @param startRate learning rate at the start of the warm-up
 * @param peakRate learning rate after the warm-up
 * @param finalRate learning rate at the end of the cosine
 * @param startDecay weight decay at the start (biases and vectors have none)
 * @param finalDecay weight decay at the end, reached along a cosine
 * @param startMomentum momentum of the target encoder's average at the start
 * @param finalMomentum momentum at the end, reached in a straight line
 * @param scheduleScale schedules are stretched to so many times the run, which ends before they do (ipe_scale)
 */
public record IJepaOptimization(
        double epochs,
        double warmupEpochs,
        double startRate,
        double peakRate,
        double finalRate,
        double startDecay,
        double finalDecay,
        double startMomentum,
        double finalMomentum,
        double scheduleScale) {

    public IJepaOptimization {
        Bounds.maybe("IJepaOptimization.paper().lasting(epochs)")
                .positive("epochs", epochs)
                .that(
                        warmupEpochs >= 0 && warmupEpochs <= epochs,
                        "warmupEpochs",
                        "lie in 0 … epochs = " + epochs,
                        warmupEpochs)
                .notNegative("startRate", startRate)
                .positive("peakRate", peakRate)
                .notNegative("finalRate", finalRate)
                .notNegative("startDecay", startDecay)
                .notNegative("finalDecay", finalDecay)
                .share("startMomentum", startMomentum)
                .share("finalMomentum", finalMomentum)
                .that(
                        scheduleScale >= 1 && scheduleScale < Double.POSITIVE_INFINITY,
                        "scheduleScale",
                        "be >= 1 and finite",
                        scheduleScale);
    }

    /** The paper's for ImageNet at batch 2048: 300 epochs, 40 of warm-up (the authors' configuration files). */
    public static IJepaOptimization paper() {
        return new IJepaOptimization(300, 40, 2e-4, 1e-3, 1e-6, .04, .4, .996, 1, 1);
    }

    /** The same for a run of another length, the warm-up in proportion. */
    public IJepaOptimization lasting(double otherEpochs) {
        return new IJepaOptimization(
                otherEpochs,
                warmupEpochs * (otherEpochs / epochs),
                startRate,
                peakRate,
                finalRate,
                startDecay,
                finalDecay,
                startMomentum,
                finalMomentum,
                scheduleScale);
    }

    /** The number of steps of the run. */
    public long steps(long stepsPerEpoch) {
        return Math.max(1, (long) (epochs * stepsPerEpoch));
    }

    /** The learning rate; step s, counted from 0, takes the value at s + 1, as the authors' scheduler advances first. */
    public Schedule learningRate(long stepsPerEpoch) {
        return new Schedule.WarmupCosine(
                startRate, peakRate, finalRate, (long) (warmupEpochs * stepsPerEpoch), horizon(stepsPerEpoch));
    }

    /** The weight decay; step s takes the value at s + 1. */
    public Schedule weightDecay(long stepsPerEpoch) {
        return new Schedule.Cosine(startDecay, finalDecay, horizon(stepsPerEpoch));
    }

    /** The momentum of the target encoder; step s takes the value at s. */
    public Schedule momentum(long stepsPerEpoch) {
        return new Schedule.Linear(startMomentum, finalMomentum, horizon(stepsPerEpoch));
    }

    private long horizon(long stepsPerEpoch) {
        return Math.max(1, (long) (scheduleScale * epochs * stepsPerEpoch));
    }
}
