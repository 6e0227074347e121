package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    @TempDir
    Path folder;

    @Test
    void theProcessIsDescribed() {
        Provenance provenance =
                Provenance.collect("demo", List.of("demo", "--seed", "7"), 7, "cpu", DataOrigin.made("demo", "none"));
        assertThat(Duration.between(provenance.started(), Instant.now())).isLessThan(Duration.ofMinutes(1));
        assertThat(provenance.versions())
                .containsOnlyKeys("jepa", "java", "djl", "torch", "os", "processors", "threads");
        assertThat(provenance.versions().get("java"))
                .startsWith(Integer.toString(Runtime.version().feature()));
        assertThat(provenance.versions().get("torch")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void aCommitIsNamedWithItsChanges() throws IOException, InterruptedException {
        assumeTrue(git("init", "--quiet"), "git is not installed");
        assertThat(GitCommit.of(folder)).isEmpty();
        Files.writeString(folder.resolve("a.txt"), "a");
        git("add", "a.txt");
        git("-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "a");
        assertThat(GitCommit.of(folder))
                .hasValueSatisfying(hash -> assertThat(hash).matches("[0-9a-f]{40}"));
        Files.writeString(folder.resolve("a.txt"), "b");
        assertThat(GitCommit.of(folder))
                .hasValueSatisfying(hash -> assertThat(hash).matches("[0-9a-f]{40}-dirty"));
    }

    @Test
    void aFolderThatIsNotThereHasNoCommit() {
        assertThat(GitCommit.of(folder.resolve("none"))).isEmpty();
    }

    private boolean git(String... arguments) throws InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
