package dev.jepa.models.jea;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.Schedule;

/**
 * How a joint-embedding model is optimised. Step s takes the schedules' values at s.
 *
 * @param epochs length of the run
 * @param warmupEpochs epochs in which the learning rate rises
 * @param startRate learning rate at the start of the warm-up
 * @param peakRate learning rate after the warm-up, already multiplied by what the paper makes of the batch size
 * @param finalRate learning rate at the end of the cosine
 * @param weightDecay the same always
 * @param optimizer which
 * @param constantPredictorRate whether the predictor keeps peakRate throughout (SimSiam)
 * @param startMomentum momentum of the target network's average at the start; only where there is one
 * @param finalMomentum momentum at the end, reached along a cosine
 */
public record JeaOptimization(
        double epochs,
        double warmupEpochs,
        double startRate,
        double peakRate,
        double finalRate,
        double weightDecay,
        OptimizerChoice optimizer,
        boolean constantPredictorRate,
        double startMomentum,
        double finalMomentum) {

    public JeaOptimization {
        Bounds.maybe("a shorter run needs a shorter warm-up, too")
                .positive("epochs", epochs)
                .that(
                        warmupEpochs >= 0 && warmupEpochs <= epochs,
                        "warmupEpochs",
                        "lie in 0 … epochs = " + epochs,
                        warmupEpochs);
        Bounds.maybe("those of JeaPresets")
                .notNegative("startRate", startRate)
                .positive("peakRate", peakRate)
                .notNegative("finalRate", finalRate)
                .notNegative("weightDecay", weightDecay)
                .share("startMomentum", startMomentum)
                .share("finalMomentum", finalMomentum);
    }

    /** Warm-up from 0 and cosine, without a target network. */
    public static JeaOptimization of(
            double epochs,
            double warmupEpochs,
            double peakRate,
            double finalRate,
            double weightDecay,
            OptimizerChoice optimizer) {
        return new JeaOptimization(
                epochs, warmupEpochs, 0, peakRate, finalRate, weightDecay, optimizer, false, 0.996, 1);
    }

    /** The same with a predictor that keeps peakRate. */
    public JeaOptimization withConstantPredictorRate() {
        return new JeaOptimization(
                epochs,
                warmupEpochs,
                startRate,
                peakRate,
                finalRate,
                weightDecay,
                optimizer,
                true,
                startMomentum,
                finalMomentum);
    }

    /** The same for a run of another length, the warm-up in proportion. */
    public JeaOptimization lasting(double otherEpochs) {
        return new JeaOptimization(
                otherEpochs,
                warmupEpochs * (otherEpochs / epochs),
                startRate,
                peakRate,
                finalRate,
                weightDecay,
                optimizer,
                constantPredictorRate,
                startMomentum,
                finalMomentum);
    }

    /** The number of steps of the run. */
    public long steps(long stepsPerEpoch) {
        return Math.max(1, (long) (epochs * stepsPerEpoch));
    }

    /** The learning rate. */
    public Schedule learningRate(long stepsPerEpoch) {
        return new Schedule.WarmupCosine(
                startRate, peakRate, finalRate, (long) (warmupEpochs * stepsPerEpoch), steps(stepsPerEpoch));
    }

    /** The momentum of the target network. */
    public Schedule momentum(long stepsPerEpoch) {
        return new Schedule.Cosine(startMomentum, finalMomentum, steps(stepsPerEpoch));
    }
}
