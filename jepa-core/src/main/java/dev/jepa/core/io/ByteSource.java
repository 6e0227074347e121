package dev.jepa.core.io;

import java.nio.ByteBuffer;

/** Where the bytes of a stored tensor come from: memory, a mapped file, or an archive entry read on demand. */
@FunctionalInterface
interface ByteSource {
    /** The bytes from an offset on: a little-endian buffer whose position is 0 and whose limit is the length. */
    ByteBuffer slice(long offset, int length);
}
