package dev.jepa.examples.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.jepa.core.data.Cifar;
import dev.jepa.core.data.DataException;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> log = new ArrayList<>();
    private HttpServer server;
    private byte[] archive;
    private byte[] served;
    private FileSet files;

    @BeforeEach
    void serveAnArchive() throws IOException {
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);
        byte[] second = new byte[1300];
        Arrays.fill(second, (byte) 7);
        archive = gzip(
                tar("set/", '5', new byte[0]),
                tar("set/a.bin", '0', first),
                tar("set/skip.txt", '0', first),
                tar("set/b.bin", (char) 0, second),
                new byte[1024]);
        served = archive;
        files = new FileSet(Map.of("a.bin", sha256(first), "b.bin", sha256(second)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/set.tar.gz", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, served.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(served);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static byte[] gzip(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] tar(String name, char type, byte[] content) {
        byte[] entry = new byte[512 + (content.length + 511) / 512 * 512];
        put(entry, 0, name);
        put(entry, 124, "%011o".formatted(content.length));
        put(entry, 148, "        ");
        entry[156] = (byte) type;
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += entry[i] & 0xff;
        }
        put(entry, 148, "%06o\0 ".formatted(sum));
        System.arraycopy(content, 0, entry, 512, content.length);
        return entry;
    }

    private static void put(byte[] entry, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, entry, at, bytes.length);
    }

    private String sha256(byte[] content) throws IOException {
        return hash(content, "SHA-256");
    }

    private String hash(byte[] content, String algorithm) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "hash", ""), content);
        String hash = FileSet.hash(file, algorithm);
        Files.delete(file);
        return hash;
    }

    private TarGzArchive archiveAt(int port) throws IOException {
        return new TarGzArchive("http://127.0.0.1:%d/set.tar.gz".formatted(port), hash(served, "MD5"), files.names());
    }

    private Download download(Source... sources) {
        return new Download("the set", files, List.of(sources), 1000, "Maybe ask a friend.");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void archiveIsUnpackedAndNothingElseIsLeft() throws IOException {
        Download download = download(archiveAt(server.getAddress().getPort()));
        assertThat(download.into(folder.resolve("data/set"), log::add)).isTrue();
        assertThat(names()).containsExactly("data/set/a.bin", "data/set/b.bin");
        assertThat(Files.readString(folder.resolve("data/set/a.bin"))).isEqualTo("first");
        assertThat(Files.size(folder.resolve("data/set/b.bin"))).isEqualTo(1300);
    }

    @Test
    void completeFolderIsLeftAloneAndADamagedOneMended() throws IOException {
        Path set = folder.resolve("set");
        Download download = download(archiveAt(server.getAddress().getPort()));
        download.into(set, log::add);
        assertThat(download.into(set, log::add)).isFalse();
        assertThat(requests).hasValue(1);
        Files.writeString(set.resolve("a.bin"), "fisrt");
        Files.writeString(set.resolve("mine.txt"), "keep");
        assertThat(download.into(set, log::add)).isTrue();
        assertThat(names()).containsExactly("set/a.bin", "set/b.bin", "set/mine.txt");
        assertThat(Files.readString(set.resolve("a.bin"))).isEqualTo("first");
    }

    @Test
    void nextSourceIsTriedWhenOneFails() throws IOException {
        Download download = download(archiveAt(1), archiveAt(server.getAddress().getPort()));
        assertThat(download.into(folder.resolve("set"), log::add)).isTrue();
        assertThat(log).anyMatch(line -> line.contains("127.0.0.1:1/set.tar.gz") && line.contains("refused"));
    }

    @Test
    void everyFailureIsNamedWhenNoSourceWorks() throws IOException {
        TarGzArchive absent = new TarGzArchive(
                "http://127.0.0.1:%d/absent".formatted(server.getAddress().getPort()), "", files.names());
        Download download = download(archiveAt(1), absent);
        assertThatThrownBy(() -> download.into(folder.resolve("set"), log::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the set could not be downloaded")
                .hasMessageContaining("127.0.0.1:1/set.tar.gz: Connect (Connection refused")
                .hasMessageContaining("absent: the server answered 404")
                .hasMessageEndingWith("Maybe ask a friend.");
        assertThat(names()).isEmpty();
    }

    @Test
    void alteredArchiveIsRefused() throws IOException {
        TarGzArchive source = archiveAt(server.getAddress().getPort());
        served = archive.clone();
        served[served.length / 2] ^= 1;
        assertThatThrownBy(() -> download(source).into(folder.resolve("set"), log::add))
                .hasMessageContaining("MD5")
                .hasMessageContaining(source.md5());
        assertThat(names()).isEmpty();
    }

    @Test
    void fileWithAnotherContentIsRefused() throws IOException {
        served = gzip(tar("a.bin", '0', new byte[] {1}), tar("b.bin", '0', new byte[] {2}), new byte[1024]);
        Download download = download(archiveAt(server.getAddress().getPort()));
        assertThatThrownBy(() -> download.into(folder.resolve("set"), log::add))
                .hasMessageContaining("has the SHA-256");
        assertThat(names()).isEmpty();
    }

    @Test
    void damagedOrIncompleteTarIsRefused() throws IOException {
        int port = server.getAddress().getPort();
        byte[] entry = tar("a.bin", '0', new byte[600]);
        served = gzip(Arrays.copyOf(entry, 700));
        assertThatThrownBy(() -> download(archiveAt(port)).into(folder.resolve("set"), log::add))
                .hasMessageContaining("cut short");
        entry[3] = 'x';
        served = gzip(entry, new byte[1024]);
        assertThatThrownBy(() -> download(archiveAt(port)).into(folder.resolve("set"), log::add))
                .hasMessageContaining("wrong checksum");
        served = gzip(tar("a.bin", '0', new byte[] {1}), new byte[1024]);
        assertThatThrownBy(() -> download(archiveAt(port)).into(folder.resolve("set"), log::add))
                .hasMessageContaining("lacks [b.bin]");
    }

    @Test
    void tooLittleDiskIsSaidBeforeAnythingIsDownloaded() throws IOException {
        Download greedy = new Download(
                "the set", files, List.of(archiveAt(server.getAddress().getPort())), Long.MAX_VALUE, "Maybe.");
        assertThatThrownBy(() -> greedy.into(folder.resolve("set"), log::add))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("free disk");
        assertThat(requests).hasValue(0);
    }

    @Test
    @Tag("slow")
    void cifar10ComesFromSomewhere() {
        Path target = folder.resolve("cifar10");
        assertThat(Cifar10Download.into(target, log::add)).isTrue();
        assertThat(Cifar10Download.into(target, log::add)).isFalse();
        ImageDataset test = Cifar.cifar10(target, Split.TEST);
        assertThat(test.classNames().get(test.label(0))).isEqualTo("cat");
    }
}
