/**
 * For those who bring DJL's blocks: {@link dev.jepa.core.interop.BlockEncoder} makes one an encoder.
 *
 * <p>Arrays are handed over by {@code Tensors.from(ndArray)} and {@code tensor.toNDArray(manager)}; code written for arrays runs
 * inside the graph through {@code NDArrays.call}.
 */
@NullMarked
package dev.jepa.core.interop;

import org.jspecify.annotations.NullMarked;
