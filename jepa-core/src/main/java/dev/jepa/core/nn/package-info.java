/**
 * Layers and networks, with parameters named as in PyTorch and timm.
 *
 * <p>{@link dev.jepa.core.nn.Module} owns parameters; {@link dev.jepa.core.nn.Init} says how and where they are made;
 * {@link dev.jepa.core.nn.Mode} says whether a forward pass trains. A network is a constructor that makes its children in
 * order, and a {@code forward} that reads like the paper.
 */
@NullMarked
package dev.jepa.core.nn;

import org.jspecify.annotations.NullMarked;
