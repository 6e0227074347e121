package dev.jepa.core.train;

import dev.jepa.core.errors.FileErrors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.zip.CRC32C;
import javax.imageio.ImageIO;

/**
 * Writes a TensorBoard event file: scalars and pictures of a run.
 *
 * <p>The file is a sequence of records, each {@code [length u64][masked CRC-32C of the length][Event][masked CRC-32C of
 * the Event]}, little-endian, where Event is a protocol buffer (tensorflow/core/util/event.proto) and a mask is
 * {@code rotateRight(crc, 15) + 0xa282ead8}.
 */
public final class TensorBoardEvents implements MetricsSink {
    private static final int EVENT_WALL_TIME = 1;
    private static final int EVENT_STEP = 2;
    private static final int EVENT_FILE_VERSION = 3;
    private static final int EVENT_SUMMARY = 5;
    private static final int EVENT_SESSION_LOG = 7;
    private static final int SESSION_STATUS = 1;
    private static final long SESSION_START = 1;
    private static final int SUMMARY_VALUE = 1;
    private static final int VALUE_TAG = 1;
    private static final int VALUE_SIMPLE = 2;
    private static final int VALUE_IMAGE = 4;
    private static final int IMAGE_HEIGHT = 1;
    private static final int IMAGE_WIDTH = 2;
    private static final int IMAGE_COLORSPACE = 3;
    private static final int IMAGE_ENCODED = 4;
    private static final long RGB = 3;

    private final GrowingFile file;
    private final Clock clock;

    private TensorBoardEvents(Path folder, Clock clock) throws IOException {
        Files.createDirectories(folder);
        this.clock = clock;
        String name = "events.out.tfevents." + clock.millis() / 1000 + ".jepa."
                + ProcessHandle.current().pid();
        Path unused = folder.resolve(name + ".0");
        for (int i = 1; Files.exists(unused); i++) {
            unused = folder.resolve(name + "." + i);
        }
        this.file = GrowingFile.open(unused, StandardOpenOption.CREATE_NEW);
        write(event().put(EVENT_FILE_VERSION, "brain.Event:2"));
    }

    /** Starts an event file in a folder, beside those of other runs or of earlier parts of this one. */
    public static TensorBoardEvents create(Path folder) {
        return create(folder, Clock.systemUTC());
    }

    static TensorBoardEvents create(Path folder, Clock clock) {
        try {
            return new TensorBoardEvents(folder, clock);
        } catch (FileAlreadyExistsException e) {
            throw FileErrors.writing(folder, new IOException("it is a file, not a folder", e));
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
    }

    /** Starts an event file that tells TensorBoard to forget what earlier files say of steps after the last. */
    public static TensorBoardEvents resume(Path folder, long lastStep) {
        TensorBoardEvents events = create(folder);
        events.write(events.event()
                .put(EVENT_STEP, lastStep + 1)
                .put(EVENT_SESSION_LOG, new ProtoMessage().put(SESSION_STATUS, SESSION_START)));
        return events;
    }

    @Override
    public void scalars(long step, Map<String, Double> values) {
        ProtoMessage summary = new ProtoMessage();
        values.forEach((name, value) -> summary.put(
                SUMMARY_VALUE, new ProtoMessage().put(VALUE_TAG, name).put(VALUE_SIMPLE, value.floatValue())));
        write(event().put(EVENT_STEP, step).put(EVENT_SUMMARY, summary));
    }

    @Override
    public void image(long step, String name, BufferedImage picture) {
        ProtoMessage image = new ProtoMessage()
                .put(IMAGE_HEIGHT, (long) picture.getHeight())
                .put(IMAGE_WIDTH, (long) picture.getWidth())
                .put(IMAGE_COLORSPACE, RGB)
                .put(IMAGE_ENCODED, png(picture));
        ProtoMessage value = new ProtoMessage().put(VALUE_TAG, name).put(VALUE_IMAGE, image);
        write(event().put(EVENT_STEP, step).put(EVENT_SUMMARY, new ProtoMessage().put(SUMMARY_VALUE, value)));
    }

    private static byte[] png(BufferedImage picture) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, "png", out)) {
                throw new IllegalArgumentException("A picture of type " + picture.getType()
                        + " cannot be written as PNG.\nMaybe use BufferedImage.TYPE_INT_RGB.");
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("The PNG writer failed in memory.", e);
        }
    }

    private ProtoMessage event() {
        return new ProtoMessage().put(EVENT_WALL_TIME, clock.millis() / 1000.0);
    }

    private void write(ProtoMessage event) {
        byte[] content = event.bytes();
        ByteBuffer out = ByteBuffer.allocate(content.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(content.length);
        out.putInt(maskedCrc(out.array(), 0, 8));
        out.put(content);
        out.putInt(maskedCrc(content, 0, content.length)).flip();
        file.append(out);
    }

    static int maskedCrc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    @Override
    public void close() {
        file.close();
    }
}
