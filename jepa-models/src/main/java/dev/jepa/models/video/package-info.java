/**
 * Video JEPA: maps of features of the next frames, predicted from those of the last ones; nothing acts (the video example of
 * facebookresearch/eb_jepa).
 *
 * <p>{@link dev.jepa.models.video.VideoJepa} holds the networks, {@link dev.jepa.models.video.VideoPredictor} unrolls,
 * {@link dev.jepa.models.video.VideoObjective} says what keeps the maps from collapsing.
 */
@NullMarked
package dev.jepa.models.video;

import org.jspecify.annotations.NullMarked;
