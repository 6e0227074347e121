/**
 * The image augmentations of the self-supervised papers: small records that change a {@link
 * dev.jepa.core.data.augment.Planes float image}, composed in a {@link dev.jepa.core.data.augment.Pipeline}.
 *
 * <p>Values lie in [0, 1] until {@link dev.jepa.core.data.augment.Normalize}; semantics are torchvision's on float tensors
 * (no rounding to 8 bits between steps). Every random choice comes from the generator that is handed in, so that a view is a
 * pure function of (seed, epoch, index, view).
 *
 * <p>Measured on one core of a 2-core cloud machine, 32 x 32 colour images a second of processor time: crop, flip and normalise
 * about 43,000 (bicubic 28,000); {@code Views.small} 24,000; the first view of {@code Views.vicReg} 16,000.
 *
 * <p>Ready-made pipelines are in {@link dev.jepa.core.data.augment.Views}.
 */
@NullMarked
package dev.jepa.core.data.augment;

import org.jspecify.annotations.NullMarked;
