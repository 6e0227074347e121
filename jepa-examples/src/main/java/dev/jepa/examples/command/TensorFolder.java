package dev.jepa.examples.command;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Printable;
import dev.jepa.core.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Says of a folder that was given in place of a file of tensors which of its files may have been meant. */
final class TensorFolder {
    private static final List<String> ENDINGS = List.of(".safetensors", ".pth", ".pt", ".th", ".bin", ".ckpt");
    private static final int LISTED = 5;

    private TensorFolder() {}

    /** What is wrong, and on the next line what to do. */
    static String advice(Path folder) {
        if (RunFolder.isRun(folder)) {
            List<Path> saved = files(folder.resolve("checkpoints"));
            return folder + " is a run, not a file of tensors.\nMaybe "
                    + (saved.isEmpty()
                            ? "train it further: it has no checkpoint yet."
                            : "its newest checkpoint was meant, " + shown(saved.get(saved.size() - 1))
                                    + "; 'jepa probe --run " + folder + "' says what the run has learned.");
        }
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            return folder + " is a folder, without a file of tensors in it.\nMaybe another folder was meant.";
        }
        int more = files.size() - LISTED;
        return folder + " is a folder, not a file of tensors.\nMaybe one of its files was meant: "
                + String.join(
                        ", ",
                        files.stream().limit(LISTED).map(TensorFolder::shown).toList())
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private static String shown(Path file) {
        return Printable.of(file.toString());
    }

    /** The files of tensors by name, which is the order of steps too. */
    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            entry -> ENDINGS.stream().anyMatch(entry.toString().toLowerCase(Locale.ROOT)::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }
}
