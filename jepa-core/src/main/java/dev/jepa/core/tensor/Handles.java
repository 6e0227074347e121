package dev.jepa.core.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * The native handles of the tensors of one call: valid until this is closed, whoever closes the tensors meanwhile.
 *
 * <p>There is no other way to a tensor's handle.
 */
final class Handles implements AutoCloseable {
    private final NativeTensor[] held;
    private final long[] handles;
    private int count;

    private Handles(int capacity) {
        held = new NativeTensor[capacity];
        handles = new long[capacity];
    }

    /**
     * Takes the handles of tensors, which may repeat.
     *
     * @throws IllegalStateException when one of them is closed; none is held then
     */
    static Handles of(Tensor... tensors) {
        return of(Arrays.asList(tensors));
    }

    /** As {@link #of(Tensor...)}, for a list of tensors. */
    static Handles of(List<?> tensors) {
        Handles result = new Handles(tensors.size());
        try {
            for (Object tensor : tensors) {
                result.take((Tensor) tensor);
            }
            return result;
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private void take(Tensor tensor) {
        NativeTensor next = tensor.nativeTensor();
        if (!next.acquire()) {
            throw tensor.closedException();
        }
        held[count] = next;
        handles[count++] = next.handle();
    }

    long get(int index) {
        return handles[index];
    }

    long[] all() {
        return handles;
    }

    @Override
    public void close() {
        while (count > 0) {
            held[--count].release();
        }
    }
}
