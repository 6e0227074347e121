package dev.jepa.core.data;

import java.awt.image.DataBuffer;

/**
 * Stored samples as values of 0 to 255: 0 is black, and white is 1 of a floating-point sample and the highest number that an integer
 * of that make can hold. What lies outside is black or white, and so negative numbers and NaN are black.
 *
 * @param white the sample that is white
 * @param highest what is above is a negative number, read as if it had no sign
 * @param wrap what is added to a negative sample that has no sign but was read as if it had
 */
record SampleScale(double white, double highest, double wrap) {
    private static final SampleScale BYTES = new SampleScale(255, 255, 0);

    private static final double TWO_TO_32 = 4294967296.0;

    /**
     * Of samples of a type of {@link DataBuffer}.
     *
     * @param bits of a sample
     * @param signed whether integers are signed
     */
    static SampleScale of(int type, int bits, boolean signed) {
        if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
            return new SampleScale(1, Double.POSITIVE_INFINITY, 0);
        }
        if (signed || type == DataBuffer.TYPE_SHORT) {
            double white = Math.pow(2, bits - 1) - 1;
            return new SampleScale(white, white, 0);
        }
        double white = Math.pow(2, bits) - 1;
        return bits == 8 ? BYTES : new SampleScale(white, white, bits == 32 ? TWO_TO_32 : 0);
    }

    /** Whether samples are bytes already. */
    boolean isIdentity() {
        return equals(BYTES);
    }

    int eightBits(double sample) {
        double value = sample < 0 ? sample + wrap : sample;
        return value > 0 && value <= highest ? (int) (Math.min(1, value / white) * 255 + 0.5) : 0;
    }
}
