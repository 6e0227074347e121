package dev.jepa.core.data;

import dev.jepa.core.data.augment.Planes;
import dev.jepa.core.data.augment.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** The reused memory of one batch: a direct buffer a view, labels, indices and regions. */
final class ImageSlot {
    final List<ByteBuffer> pixels;
    final int[] labels;
    final int[] indices;
    final Region[][] regions; // [view][image]
    long step;
    int size;

    private final List<ViewShape> shapes;
    private final PixelFormat format;

    ImageSlot(List<ViewShape> shapes, int batchSize, PixelFormat format) {
        this.shapes = shapes;
        this.format = format;
        this.pixels =
                shapes.stream().map(shape -> allocate(shape, batchSize, format)).toList();
        this.labels = new int[batchSize];
        this.indices = new int[batchSize];
        this.regions = new Region[shapes.size()][batchSize];
    }

    private static ByteBuffer allocate(ViewShape shape, int batchSize, PixelFormat format) {
        double bytes = (double) shape.size() * batchSize * format.bytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch of %,d images of %s has %,.0f bytes but a view may have %,d at most.\nMaybe lower the batch size."
                            .formatted(batchSize, shape, bytes, Integer.MAX_VALUE));
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    }

    /** Writes one view of the image at a place of the batch. */
    void write(int view, int place, Planes image) {
        int n = shapes.get(view).size();
        ByteBuffer buffer = pixels.get(view);
        float[] values = image.values();
        if (format == PixelFormat.FLOAT32) {
            FloatBuffer floats = buffer.asFloatBuffer();
            floats.put(place * n, values);
        } else {
            byte[] bytes = new byte[n];
            for (int i = 0; i < n; i++) {
                bytes[i] = (byte) Math.round(255 * Math.min(1f, Math.max(0f, values[i])));
            }
            buffer.put(place * n, bytes);
        }
        regions[view][place] = image.region();
    }

    /** The bytes of one view of the whole batch. */
    ByteBuffer view(int view) {
        int bytes = size * shapes.get(view).size() * format.bytes();
        return pixels.get(view).slice(0, bytes).order(ByteOrder.nativeOrder());
    }
}
