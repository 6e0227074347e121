package dev.jepa.examples.download;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Takes plain files with short names out of gzip-compressed tar archives (POSIX ustar): blocks of 512 bytes, header then content. */
final class TarGz {
    private static final int BLOCK = 512;
    private static final int NAME = 0;
    private static final int NAME_BYTES = 100;
    private static final int SIZE = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE = 156;

    private TarGz() {}

    /**
     * Writes the wanted files, which are named without their folders, into one folder.
     *
     * @throws IOException if the archive is damaged, cut short, or lacks a wanted file
     */
    static void extract(Path archive, Path folder, Set<String> wanted) throws IOException {
        Set<String> missing = new HashSet<>(wanted);
        try (InputStream in =
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
            byte[] header = new byte[BLOCK];
            while (!missing.isEmpty() && nextHeader(in, header)) {
                long size = octal(header, SIZE, SIZE_BYTES);
                String path = text(header, NAME, NAME_BYTES);
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean plainFile = header[TYPE] == '0' || header[TYPE] == 0;
                if (plainFile && missing.remove(name)) {
                    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                        copy(in, size, out);
                    }
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        } catch (EOFException e) {
            throw new IOException("the archive is cut short", e);
        }
        if (!missing.isEmpty()) {
            throw new IOException("the archive lacks " + missing);
        }
    }

    /** Reads the next header; false at the end, which is a block of zeros. */
    private static boolean nextHeader(InputStream in, byte[] header) throws IOException {
        if (in.readNBytes(header, 0, BLOCK) < BLOCK) {
            throw new EOFException();
        }
        if (header[NAME] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean inChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
            sum += inChecksum ? ' ' : header[i] & 0xff;
        }
        if (sum != octal(header, CHECKSUM, CHECKSUM_BYTES)) {
            throw new IOException("the archive is damaged: a header has a wrong checksum");
        }
        return true;
    }

    private static void copy(InputStream in, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException();
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    private static long octal(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive is damaged: '%s' is no octal number".formatted(digits), e);
        }
    }

    private static String text(byte[] header, int from, int length) {
        int end = from;
        while (end < from + length && header[end] != 0) {
            end++;
        }
        return new String(header, from, end - from, StandardCharsets.US_ASCII);
    }
}
