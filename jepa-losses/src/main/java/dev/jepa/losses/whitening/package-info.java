/** Whitening: two views agree after each batch was made uncorrelated (W-MSE, arXiv 2007.06346). */
@NullMarked
package dev.jepa.losses.whitening;

import org.jspecify.annotations.NullMarked;
