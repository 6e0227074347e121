package dev.jepa.core.data;

import dev.jepa.core.data.augment.Region;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The parts of B images that their views show, in pixels of the images.
 *
 * @param boxes [B, 4]: top, left, height, width
 * @param mirrored booleans [B]: left and right were exchanged afterwards
 */
public record Crops(Tensor boxes, Tensor mirrored) {
    /** Of regions, one a view. */
    public static Crops of(List<Region> regions, Device device) {
        double[] boxes = regions.stream()
                .flatMapToDouble(r -> DoubleStream.of(r.top(), r.left(), r.height(), r.width()))
                .toArray();
        boolean[] mirrored = new boolean[regions.size()];
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = regions.get(i).mirrored();
        }
        return new Crops(
                Tensors.of(boxes, regions.size(), 4).to(device),
                Tensors.of(mirrored, regions.size()).to(device));
    }
}
