/**
 * A world model of a real double pendulum, from measured runs: a JEPA without actions, and what it is compared with.
 *
 * <p>Legend: N windows, B batch, K measurements of a history, H predicted steps, D features of a state. A measurement is (q1, q2, v1, v2):
 * angles in radians from hanging, the second relative to the first link, and their velocities.
 */
@NullMarked
package dev.jepa.examples.doublependulum;

import org.jspecify.annotations.NullMarked;
