package dev.jepa.core.tensor;

/**
 * Zero channels that fill up the blocks of a convolution on the CPU.
 *
 * <p>There LibTorch convolves with oneDNN, which works on blocks of 16 channels, or 32 with a stride, and should fill the last
 * block with zeros itself. On some processors it does not (seen on an AMD EPYC of family 26 with LibTorch 2.3.1 and 2.7.1),
 * and whatever the memory held before enters outputs and gradients. Full blocks leave nothing to fill. Up to 16 input
 * channels, kernels of one element, groups and float64 go other ways through oneDNN or past it, and are right as they are.
 */
final class ChannelBlocks {
    private static final long BLOCK = 16;
    private static final long STRIDED_BLOCK = 32;
    private static final long[] NONE = {0, 0};

    private ChannelBlocks() {}

    /** Channels to add to the input and to the output. */
    @FunctionalInterface
    interface Filling {
        long[] extra(Tensor x, Tensor weight, Convolution.Window window);
    }

    /** Channels to add to the input and to the output for a weight [O, I, kernel…]. */
    static long[] of(Tensor x, Tensor weight, Convolution.Window window) {
        if (!needed(x, weight, window) || x.size(1) != weight.size(1)) {
            return NONE;
        }
        return new long[] {missingInputs(weight.size(1), window), missing(weight.size(0), window)};
    }

    /** As {@link #of} for a weight [I, O, kernel…]: the transposed convolution is the gradient of one from O to I channels. */
    static long[] ofTransposed(Tensor x, Tensor weight, Convolution.Window window) {
        if (!needed(x, weight, window) || x.size(1) != weight.size(0)) {
            return NONE;
        }
        return new long[] {missing(weight.size(0), window), missingInputs(weight.size(1), window)};
    }

    private static boolean needed(Tensor x, Tensor weight, Convolution.Window window) {
        long kernel = weight.shape().elements() / Math.max(1, weight.size(0) * weight.size(1));
        return x.device().equals(Device.CPU) && x.dtype() != DType.FLOAT64 && window.groups() == 1 && kernel > 1;
    }

    private static long missingInputs(long channels, Convolution.Window window) {
        return channels <= BLOCK ? 0 : missing(channels, window);
    }

    private static long missing(long channels, Convolution.Window window) {
        boolean strided = window.stride().stream().anyMatch(step -> step > 1);
        long block = strided ? STRIDED_BLOCK : BLOCK;
        return (block - channels % block) % block;
    }
}
