package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What OpenMP itself prints of its settings when LibTorch is loaded by a program that embeds the library. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "LibTorch uses GNU OpenMP on Linux only")
class OpenMpTest {
    /** A program that embeds the library. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(Compute.threads() + " threads");
        }
    }

    @Test
    void threadsSpinBrieflyUnlessTheUserSaysOtherwise() throws Exception {
        assertThat(settings(Map.of())).contains("GOMP_SPINCOUNT = '1000'");
        assertThat(settings(Map.of("GOMP_SPINCOUNT", "70000"))).contains("GOMP_SPINCOUNT = '70000'");
        assertThat(settings(Map.of("OMP_WAIT_POLICY", "ACTIVE"))).doesNotContain("GOMP_SPINCOUNT = '1000'");
    }

    private static String settings(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
