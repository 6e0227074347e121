package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa export --run DIR}: the encoder of a run's newest checkpoint as a file that other tools read. */
@Command(name = "export", description = "Writes the encoder of a run's newest checkpoint for other tools.")
final class ExportCommand implements Callable<Integer>, EndsAtOnce {
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
            description =
                    "Which network, by its name in the checkpoint (by default the encoder to use after training).")
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
        Recipe<?> recipe = recipes.find(run.recipe());
        Record config = Runs.config(run, recipe);
        Path file = target.orElse(folder.resolve("encoder.safetensors"));
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), CheckpointPolicy.every(1), config);
        Optional<?> exported = checkpoints.withNewest(
                Device.CPU,
                out::println,
                tensors -> write(tensors, part.orElse(recipe.encoderPart()), file, run, config));
        if (exported.isEmpty()) {
            throw new UsageException(folder + " has no checkpoint yet.\nMaybe train longer: --resume " + folder + ".");
        }
        return 0;
    }

    private int write(Map<String, Tensor> tensors, String chosen, Path file, RunFolder run, Record config) {
        Map<String, Tensor> network = TrainState.under(chosen + ".", tensors);
        if (network.isEmpty()) {
            throw new UsageException("The checkpoint has no part '" + chosen + "' but "
                    + String.join(", ", parts(tensors.keySet())) + ".\nMaybe leave --part out.");
        }
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

    /** The parts of a state, and of these the networks of a model of several. */
    private static Set<String> parts(Set<String> tensors) {
        Set<String> parts = new TreeSet<>();
        for (String name : tensors) {
            String[] words = name.split("\\.");
            parts.add(words[0].equals("model") ? words[0] + "." + words[1] : words[0]);
        }
        return parts;
    }
}
