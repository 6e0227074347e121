package dev.jepa.core.data.augment;

import java.util.List;

/** The pipelines of the papers: a list has one pipeline a view. */
public final class Views {
    private Views() {}

    /** Evaluation: the shorter side to {@code resize}, then the middle {@code size} pixels. */
    public static Pipeline centre(int resize, int size, Normalize normalize) {
        return Pipeline.of(Resize.of(resize), CenterCrop.of(size), normalize);
    }

    /** I-JEPA (arXiv 2301.08243): one view, crop scale 0.3 to 1, no flip, no colour distortion. */
    public static List<Pipeline> iJepa(int size, Normalize normalize) {
        return List.of(Pipeline.of(RandomResizedCrop.of(size, 0.3, 1), normalize));
    }

    /** Two views of VICReg (arXiv 2105.04906, appendix C.1), which are BYOL's (arXiv 2006.07733, table 6): blur 1 / 0.1, solarise 0 / 0.2. */
    public static List<Pipeline> vicReg(int size, Normalize normalize) {
        return List.of(distorted(size, 1.0, 0.0, normalize), distorted(size, 0.1, 0.2, normalize));
    }

    /**
     * A view for small images as in eb_jepa, which draws two of them from crop scales 0.2 to 1: jitter, grayscale, solarise 0.1, no blur.
     *
     * @param minScale smallest area of a crop, as a part of the image's
     * @param maxScale largest area
     */
    public static Pipeline small(int size, double minScale, double maxScale, Normalize normalize) {
        return Pipeline.of(
                RandomResizedCrop.of(size, minScale, maxScale),
                new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.2, 0.1)),
                new Grayscale(0.2),
                new RandomApply(0.1, new Solarize(Solarize.MIDDLE)),
                new HorizontalFlip(0.5),
                normalize);
    }

    private static Pipeline distorted(int size, double blur, double solarize, Normalize normalize) {
        return Pipeline.of(
                RandomResizedCrop.of(size, 0.08, 1).withInterpolation(Interpolation.BICUBIC),
                new HorizontalFlip(0.5),
                new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.2, 0.1)),
                new Grayscale(0.2),
                new RandomApply(blur, new GaussianBlur(blurTaps(size), 0.1, 2.0)),
                new RandomApply(solarize, new Solarize(Solarize.MIDDLE)),
                normalize);
    }

    /** About a tenth of the image and odd: 23 at 224 pixels (SimCLR, arXiv 2002.05709, appendix A). */
    private static int blurTaps(int size) {
        return Math.max(3, size / 10 / 2 * 2 + 1);
    }
}
