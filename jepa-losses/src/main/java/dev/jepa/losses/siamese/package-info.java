/** Siamese networks held from collapse by a stopped gradient or a moving average: SimSiam, BYOL, DINO. */
@NullMarked
package dev.jepa.losses.siamese;

import org.jspecify.annotations.NullMarked;
