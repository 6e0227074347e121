package dev.jepa.examples.ica;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Separated signals of one mixture as pictures, in the order and with the signs of the sources that they resemble most.
 *
 * @param sources [N, D], standardised
 * @param mixing A [D, D]
 * @param side rows and columns of a picture
 */
record SeparatedPictures(Tensor sources, Tensor mixing, int side) {
    /** Standard deviations from black to white. */
    private static final double RANGE = 5;

    /** A line of pictures. */
    record Row(String title, List<Picture> pictures) {}

    Row row(Separation way, Tensor mixed, Tensor unmixing) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor found = Signals.standardised(mixed.matmul(unmixing.transpose(0, 1))); // [N, D]
            Tensor correlations =
                    sources.transpose(0, 1).matmul(found).div((double) sources.size(0)); // [source, component]
            List<Picture> pictures = new ArrayList<>();
            int[] match = matched(correlations.toDoubleArray(), (int) sources.size(1));
            for (int d = 0; d < match.length; d++) {
                double correlation =
                        correlations.select(0, d).select(0, match[d]).item();
                pictures.add(new Picture(
                        "|correlation| %.2f".formatted(Math.abs(correlation)),
                        picture(found.select(1, match[d]).mul(Math.signum(correlation)))));
            }
            return new Row(way.title(), pictures);
        }
    }

    /** The component for each source: pairs by falling |correlation|, each once. */
    private static int[] matched(double[] correlations, int size) {
        int[] match = new int[size];
        boolean[] sourceDone = new boolean[size];
        boolean[] componentDone = new boolean[size];
        for (int pair = 0; pair < size; pair++) {
            int best = -1;
            for (int at = 0; at < correlations.length; at++) {
                boolean free = !sourceDone[at / size] && !componentDone[at % size];
                if (free && (best < 0 || Math.abs(correlations[at]) > Math.abs(correlations[best]))) {
                    best = at;
                }
            }
            match[best / size] = best % size;
            sourceDone[best / size] = true;
            componentDone[best % size] = true;
        }
        return match;
    }

    private BufferedImage picture(Tensor signal) {
        return Pixels.of(signal.div(RANGE).add(0.5).reshape(1, side, side));
    }
}
