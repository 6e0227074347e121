package dev.jepa.examples.compare;

import dev.jepa.core.optim.Gradients;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.StepGradients;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.recipe.StoppedException;
import java.util.function.BooleanSupplier;

/**
 * Times the steps of a method on weights that are thrown away.
 *
 * <p>Rounds of several methods take turns, and of a method's rounds the fastest counts, so that other work on the machine weighs on
 * all methods alike, and little.
 */
final class Trial implements AutoCloseable {
    /** More than the batches that the loader has ready, which would make the first steps look fast. */
    private static final int UNTIMED_STEPS = 6;

    private static final int TIMED_STEPS = 5;

    private final ImageLearner learner;
    private final Precision precision;
    private final BooleanSupplier stopRequested;
    private long step;
    private double fastest = Double.POSITIVE_INFINITY;

    Trial(ImageLearner learner, Precision precision, BooleanSupplier stopRequested) {
        this.learner = learner;
        this.precision = precision;
        this.stopRequested = stopRequested;
    }

    /** Some steps to warm up, then at least this long, and at least five steps. */
    void round(double seconds) {
        for (int i = 0; i < UNTIMED_STEPS; i++) {
            step();
        }
        long began = System.nanoTime();
        long first = step;
        while (step - first < TIMED_STEPS || secondsSince(began) < seconds) {
            step();
        }
        fastest = Math.min(fastest, 1e3 * secondsSince(began) / (step - first));
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** What the training loop does in a step. */
    private void step() {
        if (stopRequested.getAsBoolean()) {
            throw new StoppedException(0);
        }
        try (TensorScope scope = TensorScope.open()) {
            StepGradients gradients = precision.run(() -> learner.trainer().compute(step));
            Gradients.globalNorm(gradients.list());
            learner.trainer().update(step, gradients);
        }
        step++;
    }

    /** What fits into so many seconds at the speed of the fastest round. */
    Pace pace(double seconds) {
        return Pace.of(fastest, seconds, learner.stepsPerEpoch());
    }

    @Override
    public void close() {
        learner.close();
    }
}
