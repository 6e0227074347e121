/**
 * Tensors with explicit lifetimes and functional autograd over LibTorch.
 *
 * <p>{@link dev.jepa.core.tensor.Tensor} is the value; {@link dev.jepa.core.tensor.Tensors} creates; the other classes of
 * this package hold the operations by concern. {@link dev.jepa.core.tensor.TensorScope} decides how long a tensor lives,
 * {@link dev.jepa.core.tensor.Autograd} what is recorded. This is the only package (with {@code dev.jepa.core.interop})
 * that sees DJL.
 */
@NullMarked
package dev.jepa.core.tensor;

import org.jspecify.annotations.NullMarked;
