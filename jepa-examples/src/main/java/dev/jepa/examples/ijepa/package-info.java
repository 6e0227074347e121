/** The I-JEPA recipes: training, probes, report, and the benchmark of the step. */
@NullMarked
package dev.jepa.examples.ijepa;

import org.jspecify.annotations.NullMarked;
