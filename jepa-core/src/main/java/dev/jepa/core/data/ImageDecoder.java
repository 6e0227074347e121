package dev.jepa.core.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** Decodes image files; every failure, whatever a codec throws, becomes an {@link UnreadableImageException}. */
final class ImageDecoder {
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    /** In pixels. */
    record Size(int height, int width) {
        long pixels() {
            return (long) height * width;
        }

        Size transposed() {
            return new Size(/* height= */ width, /* width= */ height);
        }

        /** What is left of it when each so many-th row and column is taken. */
        Size every(int step) {
            return new Size((height + step - 1) / step, (width + step - 1) / step);
        }

        @Override
        public String toString() {
            return height + " x " + width;
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T with(ImageLayout layout, Codec codec) throws IOException;
    }

    private ImageDecoder() {}

    /**
     * Height and width of the picture as it is stored in a file or, if so asked, shown upright; from the file's structure alone.
     */
    static Size size(Path file, boolean upright) {
        return read(file, (layout, codec) -> {
            Size stored = checkedSize(file, codec);
            return upright ? layout.orientation().upright(stored) : stored;
        });
    }

    /**
     * The first picture of the file.
     *
     * @param channels 3 for red, green and blue; 1 for gray
     * @param upright whether it is turned as its EXIF orientation says
     */
    static Image decode(Path file, int channels, boolean upright) {
        return read(file, (layout, codec) -> {
            checkedSize(file, codec);
            layout.requireWhole();
            return codec.decode(file, channels, upright ? layout.orientation() : Orientation.UPRIGHT);
        });
    }

    private static Size checkedSize(Path file, Codec codec) throws IOException {
        Size size = codec.size();
        if (size.pixels() > MOST_PIXELS) {
            throw UnreadableImageException.tooLarge(
                    file, "%s pixels are more than the %d allowed".formatted(size, MOST_PIXELS));
        }
        return size;
    }

    private static <T> T read(Path file, Use<T> use) {
        try (ImageInputStream in = new ChannelImageInput(file)) {
            Optional<ImageFormat> format = ImageFormat.of(in);
            if (format.isEmpty()) {
                throw new UnreadableImageException(
                        file, Files.size(file) == 0 ? "it is empty" : "its content is of no known image format");
            }
            ImageLayout layout = format.get().layout(in);
            try (Codec codec = Codec.open(in, layout)) {
                return use.with(layout, codec);
            } catch (IOException | RuntimeException e) {
                layout.requireWhole(); // where it is not, that is why
                throw e;
            }
        } catch (UnreadableImageException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw caused(UnreadableImageException.tooLarge(file, "the memory does not suffice to decode it"), e);
        } catch (IOException | RuntimeException e) {
            throw caused(new UnreadableImageException(file, reason(e)), e);
        }
    }

    private static String reason(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return "it is cut short";
            }
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static UnreadableImageException caused(UnreadableImageException failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
