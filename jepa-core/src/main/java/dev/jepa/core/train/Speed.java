package dev.jepa.core.train;

/**
 * How fast some steps went, checkpoints and evaluations left out.
 *
 * @param stepMilliseconds mean duration of a step
 * @param examplesPerSecond throughput
 * @param waitShare the share of the time in which a step stood still until its data were there, 0 to 1
 */
public record Speed(double stepMilliseconds, double examplesPerSecond, double waitShare) {}
