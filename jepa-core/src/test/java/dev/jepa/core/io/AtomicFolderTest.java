package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    private Path folder;

    private void assertHolds(Path parent, String... names) throws IOException {
        try (var files = Files.list(parent)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void theFolderAppearsWithAllItsFiles() throws IOException {
        Path target = folder.resolve("a/b/set");
        try (AtomicFolder whole = AtomicFolder.begin(target)) {
            Files.writeString(whole.draft().resolve("x"), "1");
            Files.writeString(whole.draft().resolve("y"), "2");
            assertThat(target).doesNotExist();
            whole.publish("x");
        }
        assertHolds(target.getParent(), "set");
        assertHolds(target, "x", "y");
    }

    @Test
    void aFolderThatExistsIsFilledAndStaysTheSameFolder() throws IOException {
        Path target = Files.createDirectory(folder.resolve("set"));
        Object key = Files.readAttributes(target, BasicFileAttributes.class).fileKey();
        try (AtomicFolder whole = AtomicFolder.begin(target)) {
            Files.writeString(whole.draft().resolve("x"), "1");
            Files.writeString(whole.draft().resolve("y"), "2");
            assertThat(AtomicFolder.isDraft(whole.draft())).isTrue();
            whole.publish("x");
        }
        assertHolds(target, "x", "y");
        assertHolds(folder, "set");
        assertThat(Files.readAttributes(target, BasicFileAttributes.class).fileKey())
                .isEqualTo(key);
    }

    @Test
    void aFailureLeavesNothingBehind() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        for (Path target : new Path[] {folder.resolve("a/b/set"), empty}) {
            assertThatThrownBy(() -> {
                        try (AtomicFolder whole = AtomicFolder.begin(target)) {
                            Files.createDirectories(whole.draft().resolve("x/y"));
                            throw new IllegalStateException("half way");
                        }
                    })
                    .hasMessage("half way");
        }
        assertHolds(folder, "empty");
        assertHolds(empty);
    }

    @Test
    void twoWritersOfOneFolderAreKeptApart() throws IOException {
        Path target = folder.resolve("set");
        try (AtomicFolder whole = AtomicFolder.begin(target)) {
            assertThatThrownBy(() -> AtomicFolder.begin(target))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(target + " could not be written: it is being written already.");
            Files.writeString(whole.draft().resolve("x"), "1");
            whole.publish("x");
        }
        assertHolds(target, "x");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> AtomicFolder.begin(file))
                .hasMessageContaining(file + " could not be written: it is not a folder.");
        assertThatThrownBy(() -> AtomicFolder.begin(file.resolve("set"))).isInstanceOf(UncheckedIOException.class);
    }
}
