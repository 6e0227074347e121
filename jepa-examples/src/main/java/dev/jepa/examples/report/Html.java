package dev.jepa.examples.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Text and pictures as HTML. */
final class Html {
    private Html() {}

    /** Text with the characters that mean something in HTML escaped, for content and for quoted attributes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A figure with the picture inside the page as PNG, shown with its pixels sharp. */
    static String figure(Picture picture, int width) {
        return figure(dataUri(picture), picture.label(), width);
    }

    /** The same for a moving picture, as GIF. */
    static String figure(Gif gif, int width) {
        return figure(dataUri("gif", gif.bytes()), gif.label(), width);
    }

    private static String figure(String source, String label, int width) {
        return "<figure><img src=\"" + source + "\" width=\"" + width + "\" alt=\"" + escape(label) + "\"><figcaption>"
                + escape(label) + "</figcaption></figure>\n";
    }

    private static String dataUri(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture.image(), "png", bytes)) {
                throw new IllegalStateException("Java cannot write this picture as PNG: " + picture.image());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dataUri("png", bytes.toByteArray());
    }

    private static String dataUri(String format, byte[] bytes) {
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
