package dev.jepa.examples.compare;

/**
 * How long a method trains in its seconds. A schedule must know its end before it begins, so that time is turned into a number of
 * steps once.
 *
 * @param stepMilliseconds duration of a step, as a {@link Trial} has it
 * @param steps that fit into the seconds, at least one
 * @param epochs the same in passes over the images, for the schedules
 */
record Pace(double stepMilliseconds, long steps, double epochs) {
    static Pace of(double stepMilliseconds, double seconds, long stepsPerEpoch) {
        long steps = Math.max(1, (long) (1e3 * seconds / stepMilliseconds));
        return new Pace(stepMilliseconds, steps, (double) steps / stepsPerEpoch);
    }
}
