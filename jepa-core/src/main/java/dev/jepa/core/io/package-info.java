/**
 * File formats: safetensors, PyTorch state dicts, and files that are written whole or not at all.
 *
 * <p>A file's tensors are {@link dev.jepa.core.io.StoredTensor}s, whichever format they came from.
 * {@link dev.jepa.core.io.SafetensorsFile} and {@link dev.jepa.core.io.TorchStateDict} read,
 * {@link dev.jepa.core.io.SafetensorsWriter} writes, {@link dev.jepa.core.io.TensorFiles} converts to and from tensors. A damaged file is a {@link dev.jepa.core.io.FileFormatException}, a
 * disk that refuses an {@link java.io.UncheckedIOException}; both messages name the file.
 */
@NullMarked
package dev.jepa.core.io;

import org.jspecify.annotations.NullMarked;
