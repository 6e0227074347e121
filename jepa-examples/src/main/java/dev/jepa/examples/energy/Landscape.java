package dev.jepa.examples.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures of an energy over the plane: x to the right, y upwards, dark where the energy is 0, white from 1 on. */
final class Landscape {
    static final double REACH = 1.2;

    private static final int DATA = 0xe07020;
    private static final int GAP = 6;

    private Landscape() {}

    /** A picture of side by side pixels, with the data as dots. */
    static BufferedImage draw(EnergyFunction energy, Tensor data, int side, Device device) {
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        float[] energies;
        try (TensorScope ignored = TensorScope.open()) {
            double pixel = 2 * REACH / side;
            Tensor centres = Tensors.linspace(-REACH + pixel / 2, REACH - pixel / 2, side, DType.FLOAT32);
            Tensor x = centres.repeat(side).unsqueeze(1).to(device); // [side side, 1], fastest
            Tensor y = centres.repeatInterleave(side, 0).unsqueeze(1).to(device);
            energies = energy.energy(x, y).toFloatArray();
        }
        for (int i = 0; i < energies.length; i++) {
            picture.setRGB(i % side, side - 1 - i / side, colour(energies[i]));
        }
        float[] points = data.toFloatArray();
        for (int i = 0; i < points.length; i += 2) {
            int column = pixel(points[i], side);
            int row = side - 1 - pixel(points[i + 1], side);
            if (column >= 0 && column < side && row >= 0 && row < side) {
                picture.setRGB(column, row, DATA);
            }
        }
        return picture;
    }

    /** Pictures of one size in a row. */
    static BufferedImage row(List<BufferedImage> pictures) {
        int side = pictures.get(0).getHeight();
        BufferedImage row = new BufferedImage(pictures.size() * (side + GAP) - GAP, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < pictures.size(); i++) {
            row.setRGB(
                    i * (side + GAP), 0, side, side, pictures.get(i).getRGB(0, 0, side, side, null, 0, side), 0, side);
        }
        return row;
    }

    private static int pixel(float coordinate, int side) {
        return (int) Math.floor((coordinate + REACH) / (2 * REACH) * side);
    }

    /** Dark blue, then lighter, then white. */
    private static int colour(float energy) {
        double light = Math.sqrt(Math.min(1, Math.max(0, energy)));
        int red = (int) (20 + 235 * light);
        int green = (int) (30 + 225 * light);
        int blue = (int) (90 + 165 * light);
        return red << 16 | green << 8 | blue;
    }
}
