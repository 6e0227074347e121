package dev.jepa.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Prints a tensor the way PyTorch does: rows of a few values in equal widths, then shape, type and device. */
final class TensorPrinter {
    private static final int EDGE = 3;
    private static final int FULL_PRINT_LIMIT = 100;
    private static final String START = "tensor(";

    private final boolean shorten;
    private final Shape shape;
    private final String[] cells;
    private int next;

    private TensorPrinter(Shape shape, String[] cells) {
        this.shorten = shape.elements() > FULL_PRINT_LIMIT;
        this.shape = shape;
        this.cells = cells;
    }

    static String print(Tensor tensor) {
        try {
            return START + values(tensor) + ", shape=" + tensor.shape() + ", dtype=" + tensor.dtype() + ", device="
                    + tensor.device() + (tensor.requiresGradient() ? ", requiresGradient" : "") + ")";
        } catch (IllegalStateException e) {
            if (tensor.isClosed()) { // before, or by another thread meanwhile
                return "tensor(closed)";
            }
            throw e;
        }
    }

    private static String values(Tensor tensor) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor shown = tensor.detach();
            for (int axis = 0; axis < shown.shape().rank(); axis++) {
                if (tensor.shape().elements() > FULL_PRINT_LIMIT && shown.size(axis) > 2 * EDGE) {
                    shown = Tensors.concat(
                            List.of(shown.slice(axis, 0, EDGE), shown.slice(axis, -EDGE, Long.MAX_VALUE)), axis);
                }
            }
            return new TensorPrinter(tensor.shape(), padded(cells(shown))).block(0);
        }
    }

    /** The values from an axis on, in brackets; inner blocks stand below each other. */
    private String block(int axis) {
        if (axis == shape.rank()) {
            return cells[next++];
        }
        boolean innermost = axis == shape.rank() - 1;
        String separator = innermost ? ", " : ",\n" + " ".repeat(START.length() + axis + 1);
        StringBuilder text = new StringBuilder("[");
        long size = shape.size(axis);
        boolean gap = shorten && size > 2 * EDGE;
        for (int i = 0; i < (gap ? 2 * EDGE : size); i++) {
            text.append(i == 0 ? "" : separator);
            text.append(gap && i == EDGE ? "…" + separator : "");
            text.append(block(axis + 1));
        }
        return text.append(']').toString();
    }

    private static String[] cells(Tensor shown) {
        if (shown.dtype() == DType.BOOL) {
            boolean[] values = shown.toBooleanArray();
            String[] cells = new String[values.length];
            Arrays.setAll(cells, i -> String.valueOf(values[i]));
            return cells;
        } else if (shown.dtype().isComplex()) {
            String[] parts = numbers(Fourier.viewAsReal(shown).toDoubleArray());
            String[] cells = new String[parts.length / 2];
            Arrays.setAll(
                    cells, i -> parts[2 * i] + (parts[2 * i + 1].startsWith("-") ? "" : "+") + parts[2 * i + 1] + "j");
            return cells;
        } else if (shown.dtype().isFloating()) {
            return numbers(shown.toDoubleArray());
        }
        return Arrays.stream(shown.toLongArray()).mapToObj(String::valueOf).toArray(String[]::new);
    }

    /** All in one form: whole numbers, four decimals, or powers of ten where the range asks for them. */
    private static String[] numbers(double... values) {
        double[] sizes = DoubleStream.of(values)
                .filter(value -> value != 0 && Double.isFinite(value))
                .map(Math::abs)
                .toArray();
        double largest = DoubleStream.of(sizes).max().orElse(1);
        boolean whole = DoubleStream.of(sizes).allMatch(size -> size == Math.rint(size));
        boolean powers = largest >= 1e6 || largest < 1e-3;
        String format = powers ? "%.4e" : whole ? "%.0f." : "%.4f";
        return DoubleStream.of(values)
                .mapToObj(value -> Double.isNaN(value)
                        ? "nan"
                        : Double.isInfinite(value)
                                ? (value > 0 ? "inf" : "-inf")
                                : String.format(Locale.ROOT, format, value))
                .toArray(String[]::new);
    }

    private static String[] padded(String... cells) {
        int width = Arrays.stream(cells).mapToInt(String::length).max().orElse(0);
        return Arrays.stream(cells)
                .map(cell -> " ".repeat(width - cell.length()) + cell)
                .toArray(String[]::new);
    }
}
