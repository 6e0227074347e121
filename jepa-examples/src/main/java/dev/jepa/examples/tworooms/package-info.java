/** Two Rooms: an action-conditioned JEPA trained from pixels and random actions, its position probe, and planning with it. */
@NullMarked
package dev.jepa.examples.tworooms;

import org.jspecify.annotations.NullMarked;
