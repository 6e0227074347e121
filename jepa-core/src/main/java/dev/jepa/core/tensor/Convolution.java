package dev.jepa.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions (cross-correlations, as in every deep-learning library) over one, two or three axes, and their transposes.
 *
 * <p>Dimensions: B batch, I input channels, O output channels, G groups; L, [H, W] or [T, H, W] the axes convolved over.
 * x is [B, I, …]; weight is [O, I/G, kernel…], and [I, O/G, kernel…] for transposed convolutions; bias is [O]. Under
 * {@link Precision#BF16} the factors are rounded to bfloat16; on a CPU not for inputs smaller than the kernel, nor for
 * gradients of inputs between few channels.
 */
public final class Convolution {
    private static final Script SCRIPT = Script.load("convolution", "Convolution");

    /** Elements of an input up to which a product of matrices is faster. */
    private static final long SMALL = 1 << 14;

    /** Channels of a kernel up to which an input's bf16 gradient is not trusted on a CPU. */
    private static final long FEW = 16;

    private Convolution() {}

    /** Over one axis: [B, I, L] to [B, O, L']. */
    public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias, Window window) {
        return convolve("conv1d", 1, x, weight, bias, window);
    }

    /** Over two axes: [B, I, H, W] to [B, O, H', W']. */
    public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, Window window) {
        if (isSmall(x, weight, window)) {
            return SCRIPT.call(
                    "conv2d_small", x, weight, Script.optional(bias), window.strideOf(2), window.paddingOf(2));
        }
        return convolve("conv2d", 2, x, weight, bias, window);
    }

    /** Over three axes: [B, I, T, H, W] to [B, O, T', H', W']. */
    public static Tensor conv3d(Tensor x, Tensor weight, @Nullable Tensor bias, Window window) {
        return convolve("conv3d", 3, x, weight, bias, window);
    }

    /** Transposed over one axis; {@code outputPadding} lengthens the end of the result. */
    public static Tensor transposed1d(
            Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int... outputPadding) {
        return transpose("transposed1d", 1, x, weight, bias, window, outputPadding);
    }

    /** Transposed over two axes; {@code outputPadding} (one size, or one an axis) lengthens the ends of the result. */
    public static Tensor transposed2d(
            Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int... outputPadding) {
        return transpose("transposed2d", 2, x, weight, bias, window, outputPadding);
    }

    /** Transposed over three axes; {@code outputPadding} (one size, or one an axis) lengthens the ends of the result. */
    public static Tensor transposed3d(
            Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int... outputPadding) {
        return transpose("transposed3d", 3, x, weight, bias, window, outputPadding);
    }

    /**
     * Whether the input is as small as one observation of an agent, for which setting up oneDNN takes longer than a product of matrices
     * takes in all: 0.1 against 0.03 ms for 2 x 65 x 65 pixels. Training has larger batches.
     */
    private static boolean isSmall(Tensor x, Tensor weight, Window window) {
        long elements = x.shape().elements();
        return elements > 0
                && elements <= SMALL
                && !Autograd.isRecording()
                && x.device().equals(Device.CPU)
                && x.shape().rank() == 4
                && weight.shape().rank() == 4
                && window.groups() == 1
                && window.dilation().stream().allMatch(d -> d == 1)
                && !(Precision.lowersTo16(x) && Precision.lowersTo16(weight));
    }

    private static Tensor convolve(
            String operation, int axes, Tensor x, Tensor weight, @Nullable Tensor bias, Window window) {
        if (isStridedPoint(axes, x, weight, window)) {
            long[] stride = window.strideOf(axes);
            Tensor seen = x;
            for (int axis = 0; axis < axes; axis++) {
                seen = seen.slice(axis + 2, 0, Long.MAX_VALUE, stride[axis]);
            }
            return convolve(operation, ChannelBlocks::of, axes, seen, weight, bias, window.withStride(1), 0);
        }
        return convolve(operation, ChannelBlocks::of, axes, x, weight, bias, window, 0);
    }

    private static Tensor transpose(
            String operation,
            int axes,
            Tensor x,
            Tensor weight,
            @Nullable Tensor bias,
            Window window,
            int... outputPadding) {
        long[] stride = window.strideOf(axes);
        long[] padding = outputPaddingOf(axes, outputPadding);
        boolean fits = IntStream.range(0, axes).allMatch(axis -> 0 <= padding[axis] && padding[axis] < stride[axis]);
        if (!fits || !isStridedPoint(axes, x, weight, window)) {
            return convolve(operation, ChannelBlocks::ofTransposed, axes, x, weight, bias, window, outputPadding);
        }
        Tensor y = convolve(operation, ChannelBlocks::ofTransposed, axes, x, weight, null, window.withStride(1), 0);
        for (int axis = 0; axis < axes; axis++) {
            y = spread(y, axis + 2, stride[axis], padding[axis]);
        }
        if (bias == null) {
            return y;
        }
        long[] column = new long[axes + 1];
        Arrays.fill(column, 1);
        column[0] = bias.size(0);
        return y.add(bias.reshape(column));
    }

    /** Zeros between neighbours along an axis, and behind the last one as many as the padding says. */
    private static Tensor spread(Tensor x, int axis, long stride, long padding) {
        List<Tensor> parts = new ArrayList<>(
                Collections.nCopies(Math.toIntExact(stride), Tensors.zeros(x.dtype(), x.device(), x.shape())));
        parts.set(0, x);
        return Tensors.stack(parts, axis + 1)
                .flatten(axis, axis + 1)
                .slice(axis, 0, (x.size(axis) - 1) * stride + 1 + padding);
    }

    /**
     * Whether a kernel of one element strides over the input on the CPU. On some processors (AMD EPYC of family 26, LibTorch 2.7.1) oneDNN
     * divides by zero in the gradient of such a convolution with 1,024 channels or more, as every ResNet-50 has, and in its transpose, and the
     * process dies. Without the stride, on the elements that the kernel sees, it does not.
     */
    private static boolean isStridedPoint(int axes, Tensor x, Tensor weight, Window window) {
        return x.shape().rank() == axes + 2
                && weight.shape().rank() == axes + 2
                && weight.shape().elements() == weight.size(0) * weight.size(1)
                && x.device().equals(Device.CPU)
                && window.stride().stream().anyMatch(step -> step > 1)
                && window.padding().stream().allMatch(size -> size == 0);
    }

    private static Tensor convolve(
            String operation,
            ChannelBlocks.Filling filling,
            int axes,
            Tensor x,
            Tensor weight,
            @Nullable Tensor bias,
            Window window,
            int... outputPadding) {
        if (x.shape().rank() != axes + 2 || weight.shape().rank() != axes + 2) {
            throw new IllegalArgumentException(operation + " needs x and weight with " + (axes + 2)
                    + " axes but they have shapes " + x.shape() + " and " + weight.shape()
                    + ".\nMaybe the batch axis is missing: x.unsqueeze(0).");
        }
        return SCRIPT.call(
                operation,
                x,
                weight,
                Script.optional(bias),
                window.strideOf(axes),
                window.paddingOf(axes),
                window.dilationOf(axes),
                outputPaddingOf(axes, outputPadding),
                window.groups(),
                filling.extra(x, weight, window),
                lowers(x, weight, axes),
                axes == 2 && x.device().type() == Device.Type.GPU);
    }

    /**
     * Whether the factors are rounded to bfloat16. On the processor that {@link ChannelBlocks} speaks of, oneDNN's bf16 gradients are garbage for
     * inputs smaller than the kernel, and those of inputs for kernels from or to 16 channels or fewer; these stay in float32.
     */
    private static boolean lowers(Tensor x, Tensor weight, int axes) {
        if (!Precision.lowersTo16(x) || !Precision.lowersTo16(weight)) {
            return false;
        }
        boolean covers = IntStream.range(2, axes + 2).allMatch(axis -> x.size(axis) >= weight.size(axis));
        boolean full = Math.min(weight.size(0), weight.size(1)) > FEW || !x.requiresGradient();
        return x.device().type() == Device.Type.GPU || (covers && full);
    }

    private static long[] outputPaddingOf(int axes, int... sizes) {
        return Window.sizes("outputPadding", sizes.length == 0 ? List.of(0) : list(sizes), axes);
    }

    private static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    /**
     * How the kernel moves. Each list holds one size for all axes, or one size an axis.
     *
     * @param stride steps between neighbouring outputs, >= 1
     * @param padding zeros added at both ends, >= 0
     * @param dilation distance between neighbouring kernel elements, >= 1
     * @param groups number of groups that the channels are cut into
     */
    public record Window(List<Integer> stride, List<Integer> padding, List<Integer> dilation, int groups) {
        /** Stride 1, no padding, dilation 1, one group. */
        public static final Window DEFAULT = new Window(List.of(1), List.of(0), List.of(1), 1);

        public Window {
            stride = checked("stride", stride, 1);
            padding = checked("padding", padding, 0);
            dilation = checked("dilation", dilation, 1);
            if (groups < 1) {
                throw new IllegalArgumentException("groups must be >= 1 but was " + groups + ".");
            }
        }

        /** This window with another stride. */
        public Window withStride(int... sizes) {
            return new Window(list(sizes), padding, dilation, groups);
        }

        /** This window with another padding. */
        public Window withPadding(int... sizes) {
            return new Window(stride, list(sizes), dilation, groups);
        }

        /** This window with another dilation. */
        public Window withDilation(int... sizes) {
            return new Window(stride, padding, list(sizes), groups);
        }

        /** This window with another number of groups. */
        public Window withGroups(int count) {
            return new Window(stride, padding, dilation, count);
        }

        private static List<Integer> checked(String name, List<Integer> sizes, int least) {
            if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < least)) {
                throw new IllegalArgumentException(name + " must hold sizes >= " + least + " but was " + sizes + ".");
            }
            return List.copyOf(sizes);
        }

        long[] strideOf(int axes) {
            return sizes("stride", stride, axes);
        }

        long[] paddingOf(int axes) {
            return sizes("padding", padding, axes);
        }

        long[] dilationOf(int axes) {
            return sizes("dilation", dilation, axes);
        }

        private static long[] sizes(String name, List<Integer> sizes, int axes) {
            if (sizes.size() != 1 && sizes.size() != axes) {
                throw new IllegalArgumentException(
                        name + " needs one size, or one for each of " + axes + " axes, but was " + sizes + ".");
            }
            return IntStream.range(0, axes)
                    .mapToLong(i -> sizes.get(sizes.size() == 1 ? 0 : i))
                    .toArray();
        }
    }
}
