package dev.jepa.core.data;

import dev.jepa.core.data.augment.Region;
import dev.jepa.core.tensor.DType;
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
    public Crops {
        if (boxes.shape().rank() != 2
                || boxes.size(1) != 4
                || mirrored.shape().rank() != 1
                || mirrored.size(0) != boxes.size(0)) {
            throw new IllegalArgumentException("Crops must have boxes [B, 4] and mirrored [B] but had " + boxes.shape()
                    + " and " + mirrored.shape() + ".\nMaybe the boxes' heights and widths are missing.");
        }
    }

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

    /**
     * Where the cells of a view's feature map lie in the image: the centres of a regular grid over the crop, row by row.
     *
     * <p>Source: VICRegL, arXiv 2210.01571, section 3. Differs from the authors' code: cells of mirrored crops are mirrored;
     * there the option that turns this off is on.
     *
     * @param side cells in each direction, n
     * @return float64 [B, n n, 2]: vertical, then horizontal, in pixels of the images
     */
    public Tensor centres(int side) {
        Tensor box = boxes.to(DType.FLOAT64);
        Tensor steps =
                Tensors.arange(0.5, side, 1, DType.FLOAT64).div((double) side).to(boxes.device()); // [n]
        Tensor down = steps.unsqueeze(0); // [1, n]
        Tensor across = mirrored.unsqueeze(1).where(steps.flip(0).unsqueeze(0), down); // [B, n]
        long batch = boxes.size(0);
        Tensor rows = along(box, 0, down).unsqueeze(2).expand(batch, side, side);
        Tensor columns = along(box, 1, across).unsqueeze(1).expand(batch, side, side);
        return Tensors.stack(List.of(rows, columns), 3).reshape(batch, (long) side * side, 2);
    }

    /** start + size steps in one direction: [B, n]. */
    private static Tensor along(Tensor box, int direction, Tensor steps) {
        Tensor start = box.slice(1, direction, direction + 1); // [B, 1]
        Tensor size = box.slice(1, direction + 2, direction + 3); // [B, 1]
        return start.add(size.mul(steps));
    }
}
