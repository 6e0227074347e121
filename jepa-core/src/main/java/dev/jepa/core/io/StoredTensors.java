package dev.jepa.core.io;

import java.io.Closeable;
import java.util.Map;

/** A file of named tensors, of any format, open: a tensor's elements are read when asked for. */
public sealed interface StoredTensors extends Closeable permits SafetensorsFile, TorchStateDict {
    /** The tensors by name, in the order of the file. */
    Map<String, StoredTensor> tensors();

    /** Closes the file; its tensors can no longer be read. */
    @Override
    void close();
}
