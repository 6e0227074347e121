package dev.jepa.core.data;

/** Channels, height and width of the images of a view. */
public record ViewShape(int channels, int height, int width) {
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return "%dx%dx%d".formatted(channels, height, width);
    }
}
