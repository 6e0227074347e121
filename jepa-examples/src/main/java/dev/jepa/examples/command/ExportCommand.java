package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa export --run DIR}: the encoder of a run's newest checkpoint as a file that other tools read. */
@Command(name = "export", description = "Writes the encoder of a run's newest checkpoint for other tools.")
final class ExportCommand implements Callable<Integer> {
    private static final String SAFETENSORS = "safetensors";

    private final Recipes recipes;
    private final PrintWriter out;

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    private Path folder = Path.of("");

    @Option(names = "--format", paramLabel = "F", defaultValue = SAFETENSORS, description = "safetensors.")
    private String format = "";

    @Option(
            names = "--part",
            paramLabel = "NAME",
            description = "Which network (by default the target encoder, or the encoder where there is no target).")
    private Optional<String> part = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The file to write (by default encoder.safetensors in the run folder).")
    private Optional<Path> target = Optional.empty();

    ExportCommand(Recipes recipes, PrintWriter out) {
        this.recipes = recipes;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (!format.equals(SAFETENSORS)) {
            throw new UsageException("--format must be safetensors but was '" + format + "'.");
        }
        RunFolder run = Runs.open(folder);
        Record config = Runs.config(run, recipes.find(run.recipe()));
        Path file = target.orElse(folder.resolve("encoder.safetensors"));
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), CheckpointPolicy.every(1), config);
        Optional<?> exported =
                checkpoints.withNewest(Device.CPU, out::println, tensors -> write(tensors, file, run, config));
        if (exported.isEmpty()) {
            throw new UsageException(folder + " has no checkpoint yet.\nMaybe train longer: --resume " + folder + ".");
        }
        return 0;
    }

    private int write(Map<String, Tensor> tensors, Path file, RunFolder run, Record config) {
        TreeSet<String> parts = new TreeSet<>();
        tensors.keySet().forEach(name -> parts.add(name.substring(0, Math.max(0, name.indexOf('.')))));
        String chosen = part.orElse(parts.contains("target") ? "target" : "encoder");
        if (!parts.contains(chosen)) {
            throw new UsageException(
                    "The checkpoint has no part '" + chosen + "' but " + String.join(", ", parts) + ".");
        }
        Map<String, Tensor> network = TrainState.under(chosen + ".", tensors);
        Map<String, String> metadata = Map.of(
                "recipe",
                run.recipe(),
                "part",
                chosen,
                "config",
                Configs.toJson(config).toString());
        TensorFiles.save(file, network, metadata);
        out.println("Wrote " + network.size() + " tensors of part '" + chosen + "' to " + file + ".");
        return network.size();
    }
}
