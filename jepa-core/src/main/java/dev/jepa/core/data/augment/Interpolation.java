package dev.jepa.core.data.augment;

/** The filter of a resize. Both widen when shrinking (antialiasing), as Pillow's and torchvision's do. */
public enum Interpolation {
    /** A triangle of half width 1. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            return x < 1 ? 1 - x : 0;
        }
    },
    /** Keys' cubic convolution with a = -0.5, half width 2 (Keys 1981). */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((1.5 * x) - 2.5) * x * x + 1;
            }
            return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
        }
    };

    private final double halfWidth;

    Interpolation(double halfWidth) {
        this.halfWidth = halfWidth;
    }

    double halfWidth() {
        return halfWidth;
    }

    abstract double weight(double distance);
}
