package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script, asked by bash as the shell would ask it. */
class CompletionTest {
    @TempDir
    private Path folder;

    private String completed(String... words) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("jepa.bash"), TinyJepa.run("completion").out());
        String line = String.join(" ", words);
        String ask = "source " + script + "; COMP_WORDS=(" + line + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + line + "'; COMP_POINT=${#COMP_LINE}; _complete_jepa; echo \"${COMPREPLY[@]}\"";
        Process bash =
                new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer;
    }

    @Test
    void commandsAndOptionsAreCompleted() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/bin/bash")), "there is no bash");
        assertThat(completed("jepa", "tra").split("\\s+")).contains("train");
        assertThat(completed("jepa", "train", "--res").split("\\s+")).contains("--resume");
        assertThat(completed("jepa", "data", "traj").split("\\s+")).contains("trajectories");
    }
}
