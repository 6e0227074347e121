/**
 * Independent component analysis: FastICA, and the variance-covariance criterion that joint embedding uses against collapse
 * turned on the same problem (arXiv 2209.14905).
 *
 * <p>Legend: N samples, D components, s sources [N, D], x = s A^T mixtures, W unmixing matrix, y = x W^T.
 */
@NullMarked
package dev.jepa.losses.ica;

import org.jspecify.annotations.NullMarked;
