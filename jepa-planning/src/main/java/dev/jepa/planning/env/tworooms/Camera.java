package dev.jepa.planning.env.tworooms;

import dev.jepa.planning.env.Frame;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Draws observations: channel 0 the agent, floor(255 exp(-d^2 / 2 std^2)) at distance d, channel 1 the walls, 0 or 255.
 *
 * <p>Thread-safe. The walls of a layout are drawn once; the dot only where it is not black.
 */
public final class Camera {
    /** Channels: agent, walls. */
    public static final int CHANNELS = 2;

    private final Geometry geometry;
    private final int reach;
    private final Map<Layout, byte[]> walls = new ConcurrentHashMap<>();

    /** A camera over a world of this size. */
    public Camera(Geometry geometry) {
        this.geometry = geometry;
        this.reach = (int) Math.ceil(geometry.dotStd() * Math.sqrt(2 * Math.log(255))) + 1;
    }

    /** Bytes of a frame. */
    public int frameBytes() {
        return CHANNELS * geometry.size() * geometry.size();
    }

    /** What is seen with the agent at a position: [2, size, size]. */
    public Frame frame(Layout layout, double x, double y) {
        byte[] pixels = new byte[frameBytes()];
        draw(layout, x, y, pixels);
        return new Frame(CHANNELS, geometry.size(), geometry.size(), pixels);
    }

    /** As {@link #frame}, into a buffer at a place. */
    public void draw(Layout layout, double x, double y, ByteBuffer target, int at) {
        byte[] pixels = new byte[frameBytes()];
        draw(layout, x, y, pixels);
        target.put(at, pixels);
    }

    private void draw(Layout layout, double x, double y, byte[] pixels) {
        int size = geometry.size();
        byte[] wall = walls.computeIfAbsent(layout, this::drawWalls);
        System.arraycopy(wall, 0, pixels, size * size, size * size);
        int fromX = Math.max(0, (int) Math.floor(x) - reach);
        int toX = Math.min(size - 1, (int) Math.ceil(x) + reach);
        int fromY = Math.max(0, (int) Math.floor(y) - reach);
        int toY = Math.min(size - 1, (int) Math.ceil(y) + reach);
        double scale = -0.5 / (geometry.dotStd() * geometry.dotStd());
        double[] columns = new double[Math.max(0, toX - fromX + 1)];
        for (int c = fromX; c <= toX; c++) {
            columns[c - fromX] = Math.exp(scale * (c - x) * (c - x));
        }
        for (int r = fromY; r <= toY; r++) {
            double row = 255 * Math.exp(scale * (r - y) * (r - y));
            for (int c = fromX; c <= toX; c++) {
                pixels[r * size + c] = (byte) (int) (row * columns[c - fromX]);
            }
        }
    }

    private byte[] drawWalls(Layout layout) {
        int size = geometry.size();
        int low = (int) geometry.low();
        int high = (int) geometry.high();
        byte[] pixels = new byte[size * size];
        for (int r = 0; r < size; r++) {
            byte[] row = new byte[size];
            if (Math.abs(r - layout.doorY()) > geometry.doorHalf()) {
                int left = Math.max(0, layout.wallX() - geometry.wallHalf());
                Arrays.fill(row, left, Math.min(size, layout.wallX() + geometry.wallHalf() + 1), (byte) 255);
            }
            row[low] = (byte) 255;
            row[high] = (byte) 255;
            if (r == low || r == high) {
                Arrays.fill(row, (byte) 255);
            }
            System.arraycopy(row, 0, pixels, r * size, size);
        }
        return pixels;
    }
}
