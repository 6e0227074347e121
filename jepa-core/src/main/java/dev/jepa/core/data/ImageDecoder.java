package dev.jepa.core.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes image files; every failure, whatever a codec throws, becomes an {@link UnreadableImageException}. */
final class ImageDecoder {
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    record Size(int height, int width) {}

    @FunctionalInterface
    private interface Use<T> {
        T with(ImageReader reader) throws IOException;
    }

    private ImageDecoder() {}

    /** Height and width, from the file's header alone. */
    static Size size(Path file) {
        return read(file, false, reader -> checkedSize(file, reader));
    }

    /**
     * The first picture of the file.
     *
     * @param channels 3 for red, green and blue; 1 for gray
     */
    static Image decode(Path file, int channels) {
        return read(file, true, reader -> {
            checkedSize(file, reader);
            AtomicBoolean cutShort = new AtomicBoolean();
            // The JPEG codec fills what is missing with gray and only warns.
            reader.addIIOReadWarningListener(
                    (source, warning) -> cutShort.compareAndSet(false, warning.contains("Truncated")));
            BufferedImage picture = reader.read(0);
            if (cutShort.get()) {
                throw new UnreadableImageException(file, "it is cut short");
            }
            return PixelReader.convert(picture, channels);
        });
    }

    private static Size checkedSize(Path file, ImageReader reader) throws IOException {
        Size size = new Size(reader.getHeight(0), reader.getWidth(0));
        if ((long) size.height() * size.width() > MOST_PIXELS) {
            throw new UnreadableImageException(
                    file,
                    "%d x %d pixels are more than the %d allowed".formatted(size.height(), size.width(), MOST_PIXELS));
        }
        return size;
    }

    private static <T> T read(Path file, boolean whole, Use<T> use) {
        try (ImageInputStream in = open(file, whole)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new UnreadableImageException(
                        file, Files.size(file) == 0 ? "it is empty" : "its content is of no known image format");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return use.with(reader);
            } finally {
                reader.dispose();
            }
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            UnreadableImageException failure = new UnreadableImageException(file, reason);
            failure.initCause(e);
            throw failure;
        }
    }

    private static ImageInputStream open(Path file, boolean whole) throws IOException {
        return whole
                ? new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))
                : new FileImageInputStream(file.toFile());
    }
}
