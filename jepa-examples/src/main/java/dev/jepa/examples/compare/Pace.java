package dev.jepa.examples.compare;

import dev.jepa.core.optim.Gradients;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.recipe.StoppedException;
import java.util.function.BooleanSupplier;

/**
 * How long a method trains in its seconds.
 *
 * <p>A schedule must know its end before it begins, so that time is turned into a number of steps once, by a short stretch whose
 * weights are thrown away: steps for the compiler to warm up on, then as many that are timed.
 *
 * @param stepMilliseconds mean duration of the timed steps
 * @param steps that fit into the seconds
 * @param epochs the same in passes over the images, for the schedules
 */
record Pace(double stepMilliseconds, long steps, double epochs) {
    private static final double SHARE = 0.05;
    private static final double LEAST_SECONDS = 1;
    private static final int LEAST_STEPS = 5;

    /** Takes a twentieth of the seconds, at least one if there is one, and half as long before that. */
    static Pace measure(ImageLearner learner, Precision precision, double seconds, BooleanSupplier stopRequested) {
        double timed = Math.max(Math.min(LEAST_SECONDS, seconds), SHARE * seconds);
        Stretch warmUp = new Stretch(0, 0);
        while (warmUp.continues(timed / 2)) {
            warmUp = warmUp.and(learner.trainer(), precision, 0, stopRequested);
        }
        Stretch stretch = new Stretch(0, 0);
        while (stretch.continues(timed)) {
            stretch = stretch.and(learner.trainer(), precision, warmUp.steps, stopRequested);
        }
        return of(1e3 * stretch.seconds / stretch.steps, seconds, learner.stepsPerEpoch());
    }

    static Pace of(double stepMilliseconds, double seconds, long stepsPerEpoch) {
        long steps = Math.max(1, (long) (1e3 * seconds / stepMilliseconds));
        return new Pace(stepMilliseconds, steps, (double) steps / stepsPerEpoch);
    }

    /** Some steps, one after the other. */
    private record Stretch(long steps, double seconds) {
        boolean continues(double timed) {
            return seconds < timed || steps < LEAST_STEPS;
        }

        /** One step more, with what the training loop does in it. */
        Stretch and(TrainStep trainer, Precision precision, long before, BooleanSupplier stopRequested) {
            if (stopRequested.getAsBoolean()) {
                throw new StoppedException(0);
            }
            long began = System.nanoTime();
            try (TensorScope scope = TensorScope.open()) {
                StepGradients gradients = precision.run(() -> trainer.compute(before + steps));
                Gradients.globalNorm(gradients.list());
                trainer.update(before + steps, gradients);
            }
            return new Stretch(steps + 1, seconds + (System.nanoTime() - began) / 1e9);
        }
    }
}
