package dev.jepa.core.data;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.stream.ImageInputStream;

/** The file formats that are read, told by a file's first bytes. */
enum ImageFormat {
    JPEG,
    PNG,
    GIF,
    BMP,
    WEBP,
    TIFF;

    private static final char ANY = '.';

    private List<String> signatures() {
        return switch (this) {
            case JPEG -> List.of("\u00ff\u00d8\u00ff");
            case PNG -> List.of("\u0089PNG\r\n\u001a\n");
            case GIF -> List.of("GIF87a", "GIF89a");
            case BMP -> List.of("BM");
            case WEBP -> List.of("RIFF....WEBP");
            case TIFF -> List.of("II*\0", "MM\0*", "II+\0", "MM\0+");
        };
    }

    /** The format of a file, or of what is left of one that ends within its signature; empty for any other content. */
    static Optional<ImageFormat> of(ImageInputStream in) throws IOException {
        byte[] head = new byte[12];
        in.seek(0);
        int read = Math.max(0, in.read(head));
        String start = new String(head, 0, read, StandardCharsets.ISO_8859_1);
        return Stream.of(values()).filter(format -> format.begins(start)).findFirst();
    }

    private boolean begins(String start) {
        return !start.isEmpty() && signatures().stream().anyMatch(signature -> agree(signature, start));
    }

    private static boolean agree(String signature, String start) {
        for (int i = 0; i < Math.min(signature.length(), start.length()); i++) {
            if (signature.charAt(i) != ANY && signature.charAt(i) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What the file's structure says. Throws an {@link java.io.EOFException} where the file ends too early. */
    ImageLayout layout(ImageInputStream in) throws IOException {
        in.seek(0);
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        return switch (this) {
            case JPEG -> new JpegLayout(in);
            case PNG -> new PngLayout(in);
            case GIF -> new GifLayout(in);
            case BMP -> new BmpLayout(in);
            case WEBP -> new WebpLayout(in);
            case TIFF -> new TiffLayout(in);
        };
    }
}
