/**
 * Networks that encode images, with the architecture and parameter names of their papers' official code.
 *
 * <p>{@link dev.jepa.core.encoder.VisionTransformer} encodes all patches or only those kept;
 * {@link dev.jepa.core.encoder.ResNet} is the convolutional one.
 */
@NullMarked
package dev.jepa.core.encoder;

import org.jspecify.annotations.NullMarked;
