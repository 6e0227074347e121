package dev.jepa.examples.command;

import dev.jepa.core.io.SafetensorsFile;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jepa inspect FILE}: what a file of tensors holds, without loading LibTorch. */
@Command(name = "inspect", description = "Lists the tensors of a checkpoint, a safetensors file or a PyTorch file.")
final class InspectCommand implements Callable<Integer> {
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
        }
        try (SafetensorsFile safetensors = SafetensorsFile.open(file)) {
            boolean checked = safetensors.verify();
            print(safetensors.tensors().values());
            safetensors.metadata().forEach((key, value) -> out.println(key + " = " + shortened(value)));
            out.println(checked ? "The checksum is right." : "The file carries no checksum.");
        }
        return 0;
    }

    private void print(Collection<StoredTensor> tensors) {
        int width = tensors.stream().mapToInt(t -> t.name().length()).max().orElse(0);
        long elements = 0;
        long bytes = 0;
        for (StoredTensor tensor : tensors) {
            String shape = Arrays.toString(tensor.shape());
            out.printf("%-" + Math.max(1, width) + "s  %-5s %s%n", tensor.name(), tensor.type(), shape);
            elements += tensor.elements();
            bytes += tensor.byteSize();
        }
        out.printf("%d tensors, %,d elements, %,d bytes%n", tensors.size(), elements, bytes);
    }

    private static String shortened(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + " … (" + value.length() + " characters)";
    }
}
