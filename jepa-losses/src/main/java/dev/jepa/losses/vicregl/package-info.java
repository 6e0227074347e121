/** VICReg on images and on matched places of their feature maps (VICRegL, arXiv 2210.01571). */
@NullMarked
package dev.jepa.losses.vicregl;

import org.jspecify.annotations.NullMarked;
