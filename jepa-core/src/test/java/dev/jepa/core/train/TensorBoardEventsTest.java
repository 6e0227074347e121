package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.train.EventFileReader.Message;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {
    private static final Clock NOON = Clock.fixed(Instant.ofEpochMilli(1_764_072_000_250L), ZoneOffset.UTC);

    @TempDir
    Path folder;

    /** The vectors of RFC 3720, appendix B.4, hold for the reader's own CRC; the writer's mask inverts the reader's. */
    @Test
    void theChecksumIsTheMaskedOneOfTheFormat() {
        byte[] ones = new byte[32];
        java.util.Arrays.fill(ones, (byte) 0xff);
        byte[] ascending = new byte[32];
        for (int i = 0; i < 32; i++) {
            ascending[i] = (byte) i;
        }
        assertThat(EventFileReader.crc32c(new byte[32])).isEqualTo(0x8a9136aa);
        assertThat(EventFileReader.crc32c(ones)).isEqualTo(0x62a8ab43);
        assertThat(EventFileReader.crc32c(ascending)).isEqualTo(0x46dd794e);
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(EventFileReader.crc32c(digits)).isEqualTo(0xe3069283);
        int masked = ((0xe3069283 >>> 15) | (0xe3069283 << 17)) + 0xa282ead8;
        assertThat(TensorBoardEvents.maskedCrc(digits, 0, digits.length)).isEqualTo(masked);
    }

    @Test
    void theFileBeginsWithItsVersion() throws IOException {
        TensorBoardEvents.create(folder, NOON).close();
        assertThat(only(folder).getFileName().toString()).startsWith("events.out.tfevents.1764072000.");
        List<Message> events = EventFileReader.read(only(folder));
        assertThat(events).hasSize(1);
        assertThat(events.get(0).get(1)).isEqualTo(1_764_072_000.25);
        assertThat(events.get(0).text(3)).isEqualTo("brain.Event:2");
    }

    @Test
    void scalarsAreSummaryValuesOfTheirStep() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("train/loss", 0.1);
        values.put("größe", Double.NaN);
        try (TensorBoardEvents events = TensorBoardEvents.create(folder, NOON)) {
            events.scalars(123_456_789_012L, values);
        }
        Message event = EventFileReader.read(only(folder)).get(1);
        assertThat(event.get(2)).isEqualTo(123_456_789_012L);
        List<Message> summary = event.messages(5).get(0).messages(1);
        assertThat(summary).extracting(value -> value.text(1)).containsExactly("train/loss", "größe");
        assertThat(summary).extracting(value -> value.get(2)).containsExactly(0.1f, Float.NaN);
    }

    @Test
    void picturesAreWrittenAsPngWithTheirSize() throws IOException {
        BufferedImage picture = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(6, 4, 0x123456);
        try (TensorBoardEvents events = TensorBoardEvents.create(folder, NOON)) {
            events.image(9, "masks", picture);
        }
        Message event = EventFileReader.read(only(folder)).get(1);
        Message value = event.messages(5).get(0).messages(1).get(0);
        Message image = value.messages(4).get(0);
        assertThat(event.get(2)).isEqualTo(9L);
        assertThat(value.text(1)).isEqualTo("masks");
        assertThat(List.of(image.get(1), image.get(2), image.get(3))).containsExactly(5L, 7L, 3L);
        BufferedImage back = ImageIO.read(new ByteArrayInputStream((byte[]) image.get(4)));
        assertThat(back.getRGB(6, 4) & 0xffffff).isEqualTo(0x123456);
    }

    @Test
    void resumingAddsAFileThatPurgesLaterSteps() throws IOException {
        TensorBoardEvents.create(folder, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .close();
        TensorBoardEvents.resume(folder, 40).close();
        try (Stream<Path> files = Files.list(folder)) {
            Path newest = files.max(Path::compareTo).orElseThrow();
            Message event = EventFileReader.read(newest).get(1);
            assertThat(event.get(2)).isEqualTo(41L);
            assertThat(event.messages(7).get(0).get(1)).isEqualTo(1L);
        }
    }

    @Test
    void twoFilesOfOneSecondDoNotCollide() throws IOException {
        TensorBoardEvents.create(folder, NOON).close();
        TensorBoardEvents.create(folder, NOON).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> {
                        throw new IllegalStateException("two files");
                    })
                    .orElseThrow();
        }
    }
}
