package dev.jepa.examples.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A {@code .tar.gz} on a web server.
 *
 * @param md5 of the archive, as its authors publish it
 * @param wanted file names (without folders) to take out of it
 */
record TarGzArchive(String url, String md5, Set<String> wanted) implements Source {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int STALL_MILLIS = 30_000;

    @Override
    public String name() {
        return url;
    }

    @Override
    public void fetch(Path folder, Consumer<String> log) throws IOException {
        Path archive = folder.resolve("archive.tar.gz");
        download(archive, log);
        String actual = FileSet.hash(archive, "MD5");
        if (!actual.equals(md5)) {
            throw new IOException("the archive has the MD5 %s instead of %s".formatted(actual, md5));
        }
        TarGz.extract(archive, folder, wanted);
    }

    private void download(Path archive, Consumer<String> log) throws IOException {
        URLConnection connection = URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(STALL_MILLIS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(
                    "the server answered %d %s".formatted(http.getResponseCode(), http.getResponseMessage()));
        }
        long total = connection.getContentLengthLong();
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(archive)) {
            byte[] buffer = new byte[1 << 16];
            long done = 0;
            long shown = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                done += n;
                if (total > 0 && done * 10 / total > shown) {
                    shown = done * 10 / total;
                    log.accept("%d of %d MB".formatted(done / 1_000_000, total / 1_000_000));
                }
            }
            if (total > 0 && done < total) {
                throw new IOException("the connection ended after %,d of %,d bytes".formatted(done, total));
            }
        }
    }
}
