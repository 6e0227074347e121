package dev.jepa.core.testing;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/** How a tensor's elements lie in memory: the operation sees a view of what is stored. */
public enum Layout {
    /** In row-major order. */
    CONTIGUOUS {
        @Override
        Tensor store(Tensor x) {
            return x.copy();
        }

        @Override
        Tensor view(Tensor stored) {
            return stored;
        }
    },
    /** First and last axis exchanged. */
    TRANSPOSED {
        @Override
        Tensor store(Tensor x) {
            return x.shape().rank() < 2 ? x.contiguous() : x.transpose(0, -1).contiguous();
        }

        @Override
        Tensor view(Tensor stored) {
            return stored.shape().rank() < 2 ? stored : stored.transpose(0, -1);
        }
    },
    /** Every second element of the last axis, not from the first. */
    SLICED {
        @Override
        Tensor store(Tensor x) {
            if (x.shape().rank() == 0) {
                return x.contiguous();
            }
            int last = x.shape().rank();
            Tensor gap = x.mul(0.0).add(7.0);
            return Tensors.stack(List.of(gap, x), last).flatten(last - 1, last);
        }

        @Override
        Tensor view(Tensor stored) {
            return stored.shape().rank() == 0 ? stored : stored.slice(-1, 1, Long.MAX_VALUE, 2);
        }
    };

    abstract Tensor store(Tensor x);

    abstract Tensor view(Tensor stored);
}
