/** The contrastive side, for comparison: energies of pairs that do not belong together are pushed up. */
@NullMarked
package dev.jepa.losses.contrastive;

import org.jspecify.annotations.NullMarked;
