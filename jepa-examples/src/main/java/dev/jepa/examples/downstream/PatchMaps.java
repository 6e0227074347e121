package dev.jepa.examples.downstream;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Maps of patches as pictures: the image, what was measured, and what each kind of features predicts.
 *
 * @param samples the test patches
 * @param colours of the classes, 0xRRGGBB
 * @param width of a picture, in pixels
 */
record PatchMaps(PatchSamples samples, List<Integer> colours, int width) {
    /** The name of predicted classes. */
    static final String CLASSES = "class";

    private static final String MEASURED = "measured";

    /** One line of pictures for each of the first images; one brightness means one value within a line of all images. */
    List<List<Picture>> of(PatchProperty property, Map<String, Tensor> predictions) {
        Map<String, double[]> maps = new LinkedHashMap<>();
        Tensor measured = samples.property(property);
        maps.put(MEASURED, measured.toDoubleArray());
        predictions.forEach((kind, predicted) -> maps.put(kind, predicted.toDoubleArray()));
        if (measured.size(1) == 2) {
            return lines(maps, values -> patch -> direction(values[2 * patch], values[2 * patch + 1]));
        }
        double low = measured.min().item();
        double high = Math.max(measured.max().item(), low + Double.MIN_NORMAL);
        return lines(maps, values -> patch -> gray((values[patch] - low) / (high - low)));
    }

    /** The same for classes, each in its mask's colour. */
    List<List<Picture>> ofClasses(Map<String, Tensor> predictions) {
        Map<String, double[]> maps = new LinkedHashMap<>();
        maps.put(MEASURED, doubles(samples.classes().orElseThrow()));
        predictions.forEach((kind, predicted) -> maps.put(kind, doubles(predicted)));
        return lines(maps, values -> patch -> colours.get((int) values[patch]));
    }

    private static double[] doubles(Tensor classes) {
        long[] values = classes.toLongArray();
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** The colour of a patch, by its number among all. */
    private interface Paint {
        IntUnaryOperator of(double[] values);
    }

    private List<List<Picture>> lines(Map<String, double[]> maps, Paint paint) {
        List<List<Picture>> lines = new ArrayList<>();
        for (int image = 0; image < samples.pictures().size(); image++) {
            List<Picture> line = new ArrayList<>();
            line.add(new Picture("image", samples.pictures().get(image)));
            int first = image * samples.grid() * samples.grid();
            maps.forEach((name, values) -> line.add(new Picture(name, map(first, paint.of(values)))));
            lines.add(line);
        }
        return lines;
    }

    private BufferedImage map(int first, IntUnaryOperator colour) {
        int grid = samples.grid();
        BufferedImage map = new BufferedImage(grid, grid, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < grid * grid; i++) {
            map.setRGB(i % grid, i / grid, colour.applyAsInt(first + i));
        }
        return Pixels.enlarged(map, Math.max(1, width / grid));
    }

    private static int gray(double value) {
        return 0x010101 * (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }

    /** Hue for the angle, brightness for the coherence. */
    private static int direction(double x, double y) {
        double hue = Math.atan2(y, x) / (2 * Math.PI);
        return Color.HSBtoRGB((float) hue, 1, (float) Math.min(1, Math.hypot(x, y)));
    }
}
