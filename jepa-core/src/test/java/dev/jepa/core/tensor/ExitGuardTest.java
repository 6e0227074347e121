package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a signal with kill")
class ExitGuardTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path folder;

    /** Differentiates on two threads for ever, once it has said so in a file. */
    static final class Computation {
        private Computation() {}

        public static void main(String[] arguments) throws IOException {
            new Thread(Computation::compute).start();
            Files.createFile(Path.of("ready"));
            compute();
        }

        private static void compute() {
            while (true) {
                try (TensorScope scope = TensorScope.open()) {
                    Tensor x = Autograd.variable(Tensors.normal(Rng.of(1), 64, 64));
                    Tensor loss = Autograd.record(() -> x.matmul(x).tanh().sum());
                    Autograd.gradients(loss, List.of(x));
                }
            }
        }
    }

    @Test
    void aSignalInTheMiddleOfAComputationDoesNotCrashTheProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Computation.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        for (int i = 0; i < 600 && process.isAlive() && !Files.exists(folder.resolve("ready")); i++) {
            Thread.sleep(100);
        }
        Thread.sleep(2000); // until LibTorch computes
        process.destroy(); // SIGTERM

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the process ends").isTrue();
        String output = Files.readString(folder.resolve("output"));
        assertThat(process.exitValue()).as(output).isEqualTo(TERMINATED);
        assertThat(output).doesNotContain("SIGSEGV");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }
}
