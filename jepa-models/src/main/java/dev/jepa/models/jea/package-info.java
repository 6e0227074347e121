/**
 * Joint embedding of augmented views: encoder and projector see each view, and a loss makes the embeddings of one image agree
 * without all of them becoming equal (VICReg, Barlow Twins, SimSiam, BYOL, LeJEPA, SimCLR).
 *
 * <p>{@link dev.jepa.models.jea.JointEmbedding} is the model, {@link dev.jepa.models.jea.Method} the losses that come with it,
 * {@link dev.jepa.models.jea.Objective} what another loss must be.
 */
@NullMarked
package dev.jepa.models.jea;

import org.jspecify.annotations.NullMarked;
