/**
 * I-JEPA: predict the representations of image blocks from the representation of a context block (arXiv 2301.08243).
 *
 * <p>{@link dev.jepa.models.ijepa.IJepa} is the model, {@link dev.jepa.models.ijepa.MultiblockMasks} chooses what is context
 * and what is target.
 */
@NullMarked
package dev.jepa.models.ijepa;

import org.jspecify.annotations.NullMarked;
