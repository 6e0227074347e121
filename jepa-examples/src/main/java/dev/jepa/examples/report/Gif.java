package dev.jepa.examples.report;

import dev.jepa.core.io.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Node;

/**
 * A moving picture with the words under it, which repeats for ever.
 *
 * @param label what is seen, in a few words
 * @param frames pictures of one size
 * @param millis how long each is shown
 */
public record Gif(String label, List<BufferedImage> frames, int millis) {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";

    public Gif {
        if (frames.isEmpty() || millis < 10) {
            throw new IllegalArgumentException(
                    "A GIF needs a frame and millis >= 10 but had " + frames.size() + " frames and " + millis + ".");
        }
        frames = List.copyOf(frames);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) {
        AtomicFiles.writeBytes(file, bytes());
    }

    /** The file's content. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage frame = frames.get(i);
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), parameters);
                metadata.setFromTree(FORMAT, timed(metadata, i == 0));
                writer.writeToSequence(new IIOImage(frame, null, metadata), parameters);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private Node timed(IIOMetadata metadata, boolean first) {
        Node root = metadata.getAsTree(FORMAT);
        IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(millis / 10));
        control.setAttribute("transparentColorIndex", "0");
        replace(root, control);
        if (first) {
            IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
            repeat.setAttribute("applicationID", "NETSCAPE");
            repeat.setAttribute("authenticationCode", "2.0");
            repeat.setUserObject(new byte[] {1, 0, 0});
            IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            extensions.appendChild(repeat);
            replace(root, extensions);
        }
        return root;
    }

    private static void replace(Node root, Node child) {
        for (Node old = root.getFirstChild(); old != null; old = old.getNextSibling()) {
            if (old.getNodeName().equals(child.getNodeName())) {
                root.replaceChild(child, old);
                return;
            }
        }
        root.appendChild(child);
    }
}
