package dev.jepa.examples.command;

import dev.jepa.core.trajectory.CsvAlignment;
import dev.jepa.core.trajectory.CsvColumn;
import dev.jepa.core.trajectory.CsvFormat;
import dev.jepa.core.trajectory.CsvTrajectories;
import dev.jepa.core.trajectory.SafetensorsTrajectories;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jepa data import}: stores trajectories that somebody recorded in the format that is trained from. */
@Command(
        name = "import",
        description = "Stores recorded trajectories: CSV files, an episode each, or one safetensors file.")
final class ImportCommand implements Callable<Integer>, EndsAtOnce {
    private static final String SAFETENSORS = ".safetensors";

    private final Display display;
    private final PrintWriter out;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "CSV files, or one safetensors file.")
    private List<Path> files = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to fill.")
    private Path folder = Path.of("");

    @Option(
            names = "--observations",
            required = true,
            split = ",",
            paramLabel = "C",
            description =
                    "CSV: columns by name, or by number from 0, with a unit as in angle*0.0174533. Safetensors: a tensor.")
    private List<String> observations = List.of();

    @Option(names = "--actions", split = ",", paramLabel = "C", description = "The same for actions.")
    private List<String> actions = List.of();

    @Option(
            names = "--proprioception",
            split = ",",
            paramLabel = "C",
            description = "The same for what is known beside observations.")
    private List<String> proprioception = List.of();

    @Option(names = "--time", paramLabel = "C", description = "CSV: the column of the time, which must rise.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "CSV: resample to this time between rows, in the unit of the scaled --time.")
    private Optional<Double> seconds = Optional.empty();

    @Option(
            names = "--delimiter",
            paramLabel = "D",
            defaultValue = ",",
            description = "CSV: between values (${DEFAULT-VALUE}); 'tab' for a tabulator.")
    private String delimiter = ",";

    @Option(names = "--no-header", description = "CSV: the first line holds values, not names.")
    private boolean noHeader;

    @Option(
            names = "--episode-ends",
            paramLabel = "T",
            description = "Safetensors: the tensor with the row after the last of each episode.")
    private Optional<String> episodeEnds = Optional.empty();

    @Option(
            names = "--shard",
            paramLabel = "N",
            defaultValue = "100",
            description = "Episodes in a file (${DEFAULT-VALUE}).")
    private int shard;

    ImportCommand(Display display, PrintWriter out) {
        this.display = display;
        this.out = out;
    }

    @Override
    public String whenStopped() {
        return StoredSet.whenStopped(folder);
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new UsageException(
                        file + " does not exist.\nMaybe the path is mistyped, or relative to another folder.");
            }
        }
        StoredSet set = new StoredSet(display, out);
        if (files.stream().noneMatch(file -> file.toString().endsWith(SAFETENSORS))) {
            CsvTrajectories csv = csv();
            set.write(csv, folder, shard, summary -> csv.alignment().ifPresent(found -> tell(found, summary)));
        } else {
            set.write(safetensors(), folder, shard);
        }
        return 0;
    }

    private void tell(CsvAlignment alignment, Summary summary) {
        out.println("Resampled to " + seconds.orElseThrow() + ": " + alignment + ".");
        summary.put("resampled_rows", alignment.rows())
                .put("resampled_moved_share", alignment.movedShare())
                .put("resampled_moved", alignment.moved())
                .put("resampled_between", alignment.between())
                .put("resampled_largest_move", alignment.largestMove())
                .put("resampled_longest_gap", alignment.longestGap());
    }

    private SafetensorsTrajectories safetensors() {
        if (files.size() > 1 || time.isPresent() || seconds.isPresent() || noHeader) {
            throw new UsageException(
                    "A safetensors file is imported by itself, without --time, --seconds and --no-header.");
        }
        return SafetensorsTrajectories.read(
                files.get(0),
                new SafetensorsTrajectories.Keys(
                        one("--observations", observations).orElseThrow(),
                        one("--actions", actions),
                        one("--proprioception", proprioception),
                        episodeEnds));
    }

    private static Optional<String> one(String option, List<String> names) {
        if (names.size() > 1) {
            throw new UsageException(
                    option + " names one tensor of a safetensors file but was " + String.join(",", names) + ".");
        }
        return names.stream().findFirst();
    }

    private CsvTrajectories csv() {
        if (episodeEnds.isPresent()) {
            throw new UsageException("--episode-ends is for safetensors; each CSV file is an episode.");
        }
        try {
            CsvFormat format = new CsvFormat(
                    delimiter.equals("tab") ? "\t" : delimiter,
                    !noHeader,
                    observations.stream().map(CsvColumn::parse).toList(),
                    actions.stream().map(CsvColumn::parse).toList(),
                    proprioception.stream().map(CsvColumn::parse).toList(),
                    time.map(CsvColumn::parse),
                    seconds);
            return new CsvTrajectories("recorded", files, format);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }
}
