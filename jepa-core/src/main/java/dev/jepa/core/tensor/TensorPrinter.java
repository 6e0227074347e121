package dev.jepa.core.tensor;

import java.util.Locale;
import java.util.StringJoiner;

/** Prints a tensor the way PyTorch does: a few values, shape, type, device. */
final class TensorPrinter {
    private static final int EDGE = 3;
    private static final int FULL_PRINT_LIMIT = 100;

    private TensorPrinter() {}

    static String print(Tensor tensor) {
        if (tensor.isClosed()) {
            return "tensor(closed)";
        }
        String values = tensor.dtype() == DType.COMPLEX64 || tensor.dtype() == DType.COMPLEX128 ? "…" : values(tensor);
        return "tensor(" + values + ", shape=" + tensor.shape() + ", dtype=" + tensor.dtype() + ", device="
                + tensor.device() + (tensor.requiresGradient() ? ", requiresGradient" : "") + ")";
    }

    private static String values(Tensor tensor) {
        try (TensorScope ignored = TensorScope.open()) {
            return print(tensor, tensor.shape().elements() > FULL_PRINT_LIMIT);
        }
    }

    private static String print(Tensor tensor, boolean shorten) {
        if (tensor.shape().rank() == 0) {
            return number(tensor);
        }
        long size = tensor.size(0);
        StringJoiner joiner = new StringJoiner(", ", "[", "]");
        for (long i = 0; i < size; i++) {
            if (shorten && size > 2 * EDGE && i == EDGE) {
                joiner.add("…");
                i = size - EDGE;
            }
            joiner.add(print(tensor.select(0, i), shorten));
        }
        return joiner.toString();
    }

    private static String number(Tensor scalar) {
        if (scalar.dtype() == DType.BOOL) {
            return String.valueOf(scalar.toBooleanArray()[0]);
        } else if (!scalar.dtype().isFloating()) {
            return String.valueOf(scalar.toLongArray()[0]);
        }
        double value = scalar.toDoubleArray()[0];
        double magnitude = Math.abs(value);
        boolean plain = value == 0 || (magnitude >= 1e-4 && magnitude < 1e6) || !Double.isFinite(value);
        return String.format(Locale.ROOT, plain ? "%.4f" : "%.4e", value);
    }
}
