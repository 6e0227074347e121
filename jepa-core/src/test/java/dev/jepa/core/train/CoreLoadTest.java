package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreLoadTest {
    /** Keeps one core busy until its standard input ends. */
    static final class Neighbour {
        private Neighbour() {}

        public static void main(String[] arguments) throws Exception {
            Thread loop = new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            loop.setDaemon(true);
            loop.start();
            System.out.println("busy");
            while (System.in.read() >= 0) {}
        }
    }

    @Test
    void otherProgramsThatComputeAreSeen() throws Exception {
        List<Process> neighbours = new ArrayList<>();
        try {
            int cores = Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < cores; i++) {
                neighbours.add(start());
            }
            assertThat(CoreLoad.measure().busy()).isGreaterThan(0.5 * cores);
        } finally {
            neighbours.forEach(Process::destroyForcibly);
        }
    }

    /** Returns when it computes. */
    private static Process start() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path").split(File.pathSeparator)[0],
                        Neighbour.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("busy");
        return process;
    }

    @Test
    void aWarningIsGivenWhenTooFewCoresAreLeft() {
        assertThat(new CoreLoad(2, 1.0).warning(2).orElseThrow())
                .contains("1.0 of 2 cores")
                .contains("2 threads");
        assertThat(new CoreLoad(2, 1.0).warning(1)).isEmpty();
        assertThat(new CoreLoad(16, 8.0).warning(8)).isEmpty();
        assertThat(new CoreLoad(16, 8.6).warning(8)).isPresent();
        assertThat(new CoreLoad(2, 0.2).warning(2)).isEmpty();
    }
}
