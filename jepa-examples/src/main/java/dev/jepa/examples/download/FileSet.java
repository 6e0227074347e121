package dev.jepa.examples.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files with known content: name to SHA-256. */
record FileSet(Map<String, String> sha256) {

    Set<String> names() {
        return sha256.keySet();
    }

    /** The first file that is missing or different, in words. */
    Optional<String> firstProblem(Path folder) throws IOException {
        for (Map.Entry<String, String> file : sha256.entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)) {
                return Optional.of("%s is missing".formatted(file.getKey()));
            }
            String actual = hash(path, "SHA-256");
            if (!actual.equals(file.getValue())) {
                return Optional.of(
                        "%s has the SHA-256 %s instead of %s".formatted(file.getKey(), actual, file.getValue()));
            }
        }
        return Optional.empty();
    }

    static String hash(Path file, String algorithm) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(algorithm, e);
        }
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
