package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.testing.ForkedJava;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that embeds the library does to the world outside when it starts, with none of DJL's switches set. */
class EngineStartTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String WITHOUT_NATIVES = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("pytorch-native") && !entry.contains("pytorch-jni"))
            .collect(Collectors.joining(File.pathSeparator));

    @TempDir
    private Path folder;

    /** Computes, and prints every address that was to be connected to; a closed port stands in for all of them. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    System.out.println("connects to " + uri.getHost());
                    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 1)));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException e) {}
            });
            TreeSet<Object> before = new TreeSet<>(System.getProperties().keySet());
            System.out.println("DJL " + Compute.djlVersion());
            try {
                System.out.println(Compute.gpuCount() + " GPUs");
            } catch (EngineUnavailableException e) {
                System.out.println("no GPUs without an engine");
            }
            try (TensorScope scope = TensorScope.open()) {
                System.out.println("sum " + Tensors.ones(3).sum().item());
            } catch (EngineUnavailableException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("asked the cloud at " + lastCallHome());
            TreeSet<Object> added = new TreeSet<>(System.getProperties().keySet());
            added.removeAll(before);
            System.out.println("new properties of DJL "
                    + added.stream()
                            .filter(name -> name.toString().contains("djl")
                                    || name.toString().contains("OPT_OUT"))
                            .toList());
            System.exit(0);
        }
    }

    /** When DJL last asked the cloud's metadata address, which it does past all proxies; 0 for never. */
    private static long lastCallHome() throws ReflectiveOperationException {
        Field field = Class.forName("ai.djl.util.Ec2Utils").getDeclaredField("lastCheckIn");
        field.setAccessible(true);
        return field.getLong(null);
    }

    private ForkedJava start(String classPath, String... options) throws IOException {
        Map<String, String> environment = classPath.equals(CLASS_PATH)
                ? Map.of()
                : Map.of("DJL_CACHE_DIR", folder.resolve("cache").toString());
        ForkedJava result = ForkedJava.run(folder, classPath, environment, Program.class, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    @Test
    void nothingIsConnectedToAndNoSwitchIsLeftBehind() throws IOException {
        assertThat(start(CLASS_PATH).output())
                .contains("sum 3.0", "asked the cloud at 0\n", "new properties of DJL []")
                .doesNotContain("connects to");
    }

    @Test
    void startingIsQuietUnlessTheUserSetsALevel() throws IOException {
        assertThat(start(CLASS_PATH).output()).doesNotContain("INFO", "WARN");
        assertThat(start(CLASS_PATH, "-Dorg.slf4j.simpleLogger.log.ai.djl=info").output())
                .contains("INFO ai.djl.pytorch.engine.PtEngine");
    }

    @Test
    void withoutNativeLibrariesItSaysWhichAreMissing() throws IOException {
        assertThat(start(WITHOUT_NATIVES).output())
                .contains("LibTorch could not be started", "not on the class path", "nothing is downloaded unasked")
                .contains(
                        "no GPUs without an engine",
                        "ai.djl.pytorch:pytorch-native-cpu:",
                        "ai.djl.pytorch:pytorch-jni:")
                .doesNotContain("connects to");
    }

    @Test
    void whoAsksForADownloadGetsIt() throws IOException {
        assertThat(start(WITHOUT_NATIVES, "-Dai.djl.offline=false").output()).contains("connects to publish.djl.ai");
    }
}
