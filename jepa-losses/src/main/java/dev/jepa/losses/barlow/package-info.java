/** Redundancy reduction: the cross-correlation of two views is the identity (Barlow Twins, arXiv 2103.03230). */
@NullMarked
package dev.jepa.losses.barlow;

import org.jspecify.annotations.NullMarked;
