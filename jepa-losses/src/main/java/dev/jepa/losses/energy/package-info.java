/**
 * Energies in representation space, latent variables and how they are inferred, and the four terms of JEPA training (LeCun
 * 2022, "A path towards autonomous machine intelligence", section 4).
 */
@NullMarked
package dev.jepa.losses.energy;

import org.jspecify.annotations.NullMarked;
