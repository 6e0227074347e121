/**
 * Probes: how much of what people care about can be read off frozen features by a classifier too simple to learn it itself.
 *
 * <p>Start at {@link dev.jepa.models.probe.ProbeSuite}, which fills one row of a {@link dev.jepa.models.probe.ProbeReport};
 * {@link dev.jepa.models.probe.LinearProbe}, {@link dev.jepa.models.probe.KnnProbe} and
 * {@link dev.jepa.models.probe.RidgeProbe} stand alone too.
 */
@NullMarked
package dev.jepa.models.probe;

import org.jspecify.annotations.NullMarked;
