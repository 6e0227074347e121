package dev.jepa.core.tensor;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An operation that could not be done: its message names the operation, the tensors that came, and a "Maybe …". */
public final class OperationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private static final int LONG_REASON = 200;
    private static final Pattern SNAKE = Pattern.compile("_([a-z0-9])");
    /** What the script of a variant of an operation ends in. */
    private static final Pattern VARIANT = Pattern.compile("_(number|integer|small)$");

    private OperationException(String message, Throwable cause) {
        super(message, cause);
    }

    static OperationException of(String owner, String operation, Object[] arguments, EngineException cause) {
        String reason = reason(cause);
        List<String> inputs = new ArrayList<>();
        for (Object argument : arguments) {
            inputs.add(describe(argument));
        }
        String name = camelCase(VARIANT.matcher(operation).replaceAll(""));
        return new OperationException(
                owner + "." + name + "(" + String.join(", ", inputs) + ") failed: " + reason + "\n" + advice(reason),
                cause);
    }

    private static String camelCase(String name) {
        return SNAKE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static String describe(Object argument) {
        if (argument instanceof Tensor tensor) {
            return tensor.dtype().toString() + tensor.shape();
        } else if (argument instanceof List<?> list) {
            return list.stream().map(OperationException::describe).toList().toString();
        } else if (argument instanceof long[] longs) {
            return Shape.wrap(longs).toString();
        } else if (argument instanceof double[] doubles) {
            return java.util.Arrays.toString(doubles);
        }
        return String.valueOf(argument);
    }

    /** LibTorch's own sentence: the last "RuntimeError: …" of a script traceback, or the first line. */
    private static String reason(EngineException cause) {
        String text = cause.getMessage() == null ? "" : cause.getMessage();
        int error = text.lastIndexOf("Error: ");
        String from = error >= 0 ? text.substring(error + "Error: ".length()) : text.strip();
        String line =
                from.lines().findFirst().orElse("LibTorch gave no reason.").strip();
        int sentence = line.indexOf(". ");
        return line.length() > LONG_REASON && sentence > 0 ? line.substring(0, sentence + 1) : line;
    }

    private static String advice(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (text.contains("out of memory") || text.contains("can't allocate memory")) {
            return "Maybe use a smaller batch, or close scopes earlier.";
        } else if (text.contains("same device")) {
            return "Maybe move one of them: tensor.to(device).";
        } else if (text.contains("mat1 and mat2") || text.contains("batch1") || text.contains("size of tensor")) {
            return "Maybe an axis is missing or in the wrong place: see unsqueeze, transpose and reshape.";
        } else if (text.contains("dtype") || text.contains("scalar type")) {
            return "Maybe convert one of them: tensor.to(DType.FLOAT32).";
        } else if (text.contains("positive-definite") || text.contains("singular")) {
            return "Maybe add a small multiple of the identity matrix first.";
        } else if (text.contains("class values") || text.contains("target")) {
            return "Maybe a label is not one of 0 … number of classes - 1.";
        } else if (text.contains("out of range") || text.contains("index")) {
            return "Maybe an axis or an index lies outside the tensor.";
        }
        return "Maybe the shapes above are not the ones this operation expects; its Javadoc names them.";
    }
}
