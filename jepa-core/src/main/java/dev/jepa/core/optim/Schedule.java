package dev.jepa.core.optim;

/**
 * A number as a function of the step: learning rate, weight decay, EMA momentum.
 *
 * <p>Steps are absolute, so a resumed run needs nothing but its step. The first step is 0. Recipes differ in whether step
 * s takes {@code at(s)} (VICReg) or {@code at(s + 1)} (I-JEPA's learning rate and weight decay, whose schedules advance
 * before the update).
 */
public sealed interface Schedule {
    /** The value at a step &gt;= 0. Past the last step of a schedule its end value holds. */
    double at(long step);

    /** The same value always. */
    record Constant(double value) implements Schedule {
        @Override
        public double at(long step) {
            return value;
        }
    }

    /** From {@code from} at step 0 in a straight line to {@code to} at step {@code steps}. */
    record Linear(double from, double to, long steps) implements Schedule {
        public Linear {
            requireSteps("steps", steps);
        }

        @Override
        public double at(long step) {
            return step >= steps ? to : from + step * (to - from) / steps;
        }
    }

    /** Half a cosine: to + (from - to) (1 + cos(pi step / steps)) / 2. */
    record Cosine(double from, double to, long steps) implements Schedule {
        public Cosine {
            requireSteps("steps", steps);
        }

        @Override
        public double at(long step) {
            return step >= steps ? to : to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * step / steps));
        }
    }

    /** A straight line from start to peak in {@code warmupSteps}, then half a cosine to end at {@code totalSteps}. */
    record WarmupCosine(double start, double peak, double end, long warmupSteps, long totalSteps) implements Schedule {
        public WarmupCosine {
            requireSteps("warmupSteps", warmupSteps);
            if (totalSteps < warmupSteps) {
                throw new IllegalArgumentException("totalSteps must be >= warmupSteps = " + warmupSteps + " but was "
                        + totalSteps + ".\nMaybe warm-up and run are given in different units, steps and epochs.");
            }
        }

        @Override
        public double at(long step) {
            return step < warmupSteps
                    ? new Linear(start, peak, warmupSteps).at(step)
                    : new Cosine(peak, end, totalSteps - warmupSteps).at(step - warmupSteps);
        }
    }

    /** One schedule for some steps, then another that starts from its own step 0. */
    record Sequence(Schedule first, long firstSteps, Schedule second) implements Schedule {
        public Sequence {
            requireSteps("firstSteps", firstSteps);
        }

        @Override
        public double at(long step) {
            return step < firstSteps ? first.at(step) : second.at(step - firstSteps);
        }
    }

    private static void requireSteps(String name, long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException(
                    name + " must be >= 0 but was " + steps + ".\nMaybe the number of epochs is not set.");
        }
    }
}
