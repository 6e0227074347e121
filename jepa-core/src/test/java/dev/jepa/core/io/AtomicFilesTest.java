package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesCreatesFoldersAndReplaces() throws IOException {
        Path file = folder.resolve("a/b/file.txt");
        AtomicFiles.writeString(file, "first, and longer");
        AtomicFiles.writeString(file, "zweite ä");
        assertThat(file).content().isEqualTo("zweite ä");
        assertThat(listed(file.getParent())).containsExactly(file);
    }

    @Test
    void aFailureHalfwayKeepsTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("file.txt");
        AtomicFiles.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[100]));
                    assertThat(file).content().isEqualTo("old");
                    throw new IOException("the power went");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + " could not be written: the power went.");
        assertThat(file).content().isEqualTo("old");
        assertThat(listed(folder)).containsExactly(file);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedAndTheOldFileStays() throws IOException {
        Path file = folder.resolve("file.txt");
        AtomicFiles.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFiles.write(file, channel -> {
                    try (OutputStream full = Files.newOutputStream(Path.of("/dev/full"))) {
                        full.write(1);
                    }
                }))
                .hasMessage(file + " could not be written: No space left on device."
                        + "\nMaybe free some space, or write to another disk; what was there before is unchanged.");
        assertThat(file).content().isEqualTo("old");
        assertThat(listed(folder)).containsExactly(file);
    }

    @Test
    void aFolderInTheWayIsAnError() {
        assertThatThrownBy(() -> AtomicFiles.writeString(folder, "x"))
                .hasMessage(folder + " could not be written: it is a folder.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSymbolicLinkKeepsPointingToItsTarget() throws IOException {
        Path target = folder.resolve("target");
        Path link = folder.resolve("link");
        Files.writeString(target, "old");
        Files.createSymbolicLink(link, target);
        AtomicFiles.writeString(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(target).content().isEqualTo("new");
    }

    @Test
    void leftoversOfAKilledProcessAreDeletedAndNothingElse() throws IOException {
        Files.writeString(folder.resolve(".model.safetensors.1a2b.partial"), "half");
        Files.writeString(folder.resolve("model.safetensors"), "whole");
        Files.writeString(folder.resolve("notes.partial"), "mine");
        AtomicFiles.deleteLeftovers(folder);
        assertThat(listed(folder))
                .containsExactlyInAnyOrder(folder.resolve("model.safetensors"), folder.resolve("notes.partial"));
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
