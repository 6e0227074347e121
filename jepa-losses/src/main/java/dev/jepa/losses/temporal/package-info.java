/**
 * What world models ask of sequences of representations: neighbours in time are alike, actions can be read off, and nothing
 * collapses (eb_jepa; PLDM, arXiv 2502.14819).
 */
@NullMarked
package dev.jepa.losses.temporal;

import org.jspecify.annotations.NullMarked;
