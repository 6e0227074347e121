package dev.jepa.core.data;

import dev.jepa.core.data.ImageDecoder.Size;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/** A reader of Java's ImageIO at the first picture of a file, held to what the memory allows. */
final class Codec implements AutoCloseable {
    /** Larger pictures are read at each second, third, … row and column, so that one takes the same memory on every machine. */
    private static final long WHOLE_PIXELS = 1 << 24;

    /** Of a pixel of the image and of its views as floats. */
    private static final int BYTES_LATER = 27;

    private final ImageReader reader;
    private final ImageLayout layout;
    private String damage = "";

    private Codec(ImageReader reader, ImageLayout layout) {
        this.reader = reader;
        this.layout = layout;
    }

    static Codec open(ImageInputStream in, ImageLayout layout) throws IOException {
        in.seek(0);
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            throw new EOFException("no codec knows it");
        }
        ImageReader reader = readers.next();
        reader.setInput(in, true, true);
        return new Codec(reader, layout);
    }

    Size size() throws IOException {
        return new Size(reader.getHeight(0), reader.getWidth(0));
    }

    /** The picture, turned, at each n-th row and column if it is large. */
    Image decode(Path file, int channels, Orientation orientation) throws IOException {
        reader.addIIOReadWarningListener((source, warning) -> damage = damage.isEmpty() ? fault(warning) : damage);
        Size size = size();
        int bytes = layout instanceof JpegLayout jpeg ? jpeg.components() : bytes(type());
        int step = step(size, Math.max(bytes + channels, BYTES_LATER));
        long held = bytes * (layout.canSkip() ? size.every(step) : size).pixels()
                + channels * size.every(step).pixels()
                + layout.heldByCodec();
        if (held > DecodingMemory.BYTES) {
            throw UnreadableImageException.tooLarge(
                    file,
                    "its %s pixels take %,d MiB to decode, more than the %,d MiB there are for it"
                            .formatted(size, held >> 20, DecodingMemory.BYTES >> 20));
        }
        Image image = DecodingMemory.with(held, () -> decode(size, step, channels, orientation));
        if (!damage.isEmpty()) {
            throw new UnreadableImageException(file, damage);
        }
        return image;
    }

    /** What a codec's warning means where it goes on with a picture that is not the file's; empty for others. */
    private static String fault(String warning) {
        return warning.contains("Truncated") || warning.contains("premature end")
                ? "it is cut short"
                : warning.contains("not implemented") ? warning : "";
    }

    private static int step(Size size, int bytesPerPixel) {
        long most = Math.min(WHOLE_PIXELS, DecodingMemory.BYTES / bytesPerPixel);
        int step = 1;
        while (size.every(step).pixels() > most) {
            step++;
        }
        return step;
    }

    /** The picture at each {@code step}-th row and column. */
    Image decode(Size size, int step, int channels, Orientation orientation) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int skipped = layout.canSkip() ? step : 1;
        param.setSourceSubsampling(skipped, skipped, 0, 0);
        Size read = size.every(skipped);
        PixelRows rows = layout instanceof JpegLayout jpeg
                ? new JpegRows(reader.readRaster(0, param), jpeg.colours())
                : PixelReader.rows(readInto(param, read), layout);
        return PixelReader.read(rows, read, step / skipped, channels, orientation);
    }

    /** Into a picture made here, of whose size the memory is known to suffice. */
    private BufferedImage readInto(ImageReadParam param, Size size) throws IOException {
        BufferedImage picture = type().createBufferedImage(size.width(), size.height());
        param.setDestination(picture);
        return reader.read(0, param);
    }

    /** As it is stored: WebP's codec would otherwise apply a colour profile. */
    private ImageTypeSpecifier type() throws IOException {
        return layout instanceof WebpLayout
                ? reader.getRawImageType(0)
                : reader.getImageTypes(0).next();
    }

    private static int bytes(ImageTypeSpecifier type) {
        SampleModel samples = type.getSampleModel();
        return samples.getNumDataElements() * DataBuffer.getDataTypeSize(samples.getDataType()) / 8;
    }

    @Override
    public void close() {
        reader.dispose();
    }
}
