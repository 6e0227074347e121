package dev.jepa.core.data;

import dev.jepa.core.data.augment.Region;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The images of one step: for every view a direct buffer [B, C, H, W], and the labels and indices of the images.
 *
 * <p>The memory is on loan: it is valid until {@link #close}, after which the loader reuses it. A batch that is never closed is left to
 * the garbage collector.
 */
public final class ImageBatch implements AutoCloseable {
    private final Prefetcher<ImageSlot>.Lease lease;
    private final List<ViewShape> shapes;
    private final PixelFormat format;

    ImageBatch(Prefetcher<ImageSlot>.Lease lease, List<ViewShape> shapes, PixelFormat format) {
        this.lease = lease;
        this.shapes = shapes;
        this.format = format;
    }

    public long step() {
        return lease.get().step;
    }

    /** B, the number of images. */
    public int size() {
        return lease.get().size;
    }

    public int views() {
        return shapes.size();
    }

    /** C, H and W of a view. */
    public ViewShape shape(int view) {
        return shapes.get(view);
    }

    public PixelFormat format() {
        return format;
    }

    /** The values of a view, [B, C, H, W] in native byte order, from position 0 to the limit. */
    public ByteBuffer pixels(int view) {
        return lease.get().view(view);
    }

    /** A copy of the values of a view as a tensor of the open scope: [B, C, H, W], float32 or uint8 as {@link #format} says. */
    public Tensor tensor(int view, Device device) {
        ViewShape shape = shape(view);
        return Tensors.of(
                pixels(view),
                format == PixelFormat.FLOAT32 ? DType.FLOAT32 : DType.UINT8,
                device,
                Shape.of(size(), shape.channels(), shape.height(), shape.width()));
    }

    /** [B], a copy; {@link ImageDataset#UNLABELLED} where there is no label. */
    public int[] labels() {
        return Arrays.copyOf(lease.get().labels, size());
    }

    /** The indices of the images in the data set, [B], a copy. */
    public int[] indices() {
        return Arrays.copyOf(lease.get().indices, size());
    }

    /** The part of the original that a view of an image shows. */
    public Region region(int view, int place) {
        return lease.get().regions[view][place];
    }

    @Override
    public void close() {
        lease.close();
    }
}
