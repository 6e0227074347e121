package dev.jepa.examples.command;

import dev.jepa.core.errors.Printable;
import dev.jepa.core.io.SafetensorsFile;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.io.StoredTensors;
import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.io.TorchStateDict;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jepa inspect FILE}: what a file of tensors holds, without loading LibTorch. */
@Command(name = "inspect", description = "Lists the tensors of a checkpoint, a safetensors file or a PyTorch file.")
final class InspectCommand implements Callable<Integer>, EndsAtOnce {
    /** Longer names are not cut, but the columns do not wait for them. */
    private static final int WIDEST = 100;

    private static final int SHOWN = 200;

    @Parameters(paramLabel = "FILE", description = "A .safetensors, .pth, .pt or .th file.")
    private Path file = Path.of("");

    private final PrintWriter out;

    InspectCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!Files.exists(file)) {
            throw new UsageException(
                    file + " does not exist.\nMaybe the path is mistyped, or relative to another folder.");
        } else if (Files.isDirectory(file)) {
            throw new UsageException(TensorFolder.advice(file));
        }
        try (StoredTensors stored = TensorFiles.open(file)) {
            print(stored.tensors().values());
            if (stored instanceof TorchStateDict torch) {
                print(torch.values());
                torch.closed()
                        .forEach((name, type) -> out.println(
                                Printable.of(name, SHOWN) + ": " + Printable.of(type, SHOWN) + ", kept closed"));
            } else if (stored instanceof SafetensorsFile safetensors) {
                print(safetensors.metadata());
                out.println(safetensors.hasChecksum() ? "The checksum is right." : "The file carries no checksum.");
            }
        }
        return 0;
    }

    private void print(Collection<StoredTensor> tensors) {
        int widest = tensors.stream()
                .mapToInt(t -> Printable.of(t.name()).length())
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(1);
        long elements = 0;
        long bytes = 0;
        for (StoredTensor tensor : tensors) {
            String shape = Arrays.toString(tensor.shape());
            out.printf("%-" + Math.max(1, widest) + "s  %-5s %s%n", Printable.of(tensor.name()), tensor.type(), shape);
            elements += tensor.elements();
            bytes += tensor.byteSize();
        }
        out.printf(Locale.ROOT, "%d tensors, %,d elements, %,d bytes%n", tensors.size(), elements, bytes);
    }

    private void print(Map<String, ?> values) {
        values.forEach((key, value) ->
                out.println(Printable.of(key, SHOWN) + " = " + Printable.of(String.valueOf(value), SHOWN)));
    }
}
