/** Variance-invariance-covariance regularisation (VICReg, arXiv 2105.04906) in the conventions in use. */
@NullMarked
package dev.jepa.losses.vicreg;

import org.jspecify.annotations.NullMarked;
