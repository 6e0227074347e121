/** {@code jepa energy}: small energies on points of the plane, trained in several ways, and pictures of their landscapes. */
@NullMarked
package dev.jepa.examples.energy;

import org.jspecify.annotations.NullMarked;
