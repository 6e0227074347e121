package dev.jepa.examples.doublependulum;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.Fingerprint;
import dev.jepa.core.data.MissingDataException;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Nearest;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.trajectory.CsvColumn;
import dev.jepa.core.trajectory.CsvFormat;
import dev.jepa.core.trajectory.CsvTrajectories;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.Trajectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The runs of a folder, read and resampled.
 *
 * @param names of the files without {@code .csv}
 * @param runs the episodes, in the same order
 */
record RecordedRuns(List<String> names, Trajectories runs) {
    private static final String SUFFIX = ".csv";

    /**
     * Reads all runs of a folder.
     *
     * @throws DataException if it has none, or a file is not a table with the columns
     */
    static RecordedRuns read(Path folder, DoublePendulumRun.Data data) {
        List<Path> files = files(folder);
        if (files.isEmpty()) {
            throw new MissingDataException(folder + " has no *.csv files, one for each run.\n"
                    + "Maybe see docs/double-pendulum.md: it says where to get them.");
        }
        CsvFormat format = new CsvFormat(
                ",",
                true,
                data.columns().stream().map(CsvColumn::parse).toList(),
                List.of(),
                List.of(),
                Optional.of(CsvColumn.parse(data.time())),
                Optional.of(data.seconds()));
        CsvTrajectories stored = new CsvTrajectories("double pendulum", files, format);
        List<Trajectory> episodes =
                IntStream.range(0, stored.size()).mapToObj(stored::episode).toList();
        List<String> names = files.stream().map(RecordedRuns::name).toList();
        return new RecordedRuns(names, Trajectories.of(stored.name(), episodes));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new MissingDataException(folder + " is not a folder of runs.\nMaybe the path is mistyped.");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** Adds names and measurements. */
    void addTo(Fingerprint fingerprint) {
        for (int run = 0; run < names.size(); run++) {
            fingerprint.add(names.get(run));
            try (TensorScope ignored = TensorScope.open()) {
                for (double value : runs.episode(run).observations().toDoubleArray()) {
                    fingerprint.add(Double.doubleToLongBits(value));
                }
            }
        }
    }

    /** These runs only. */
    RecordedRuns only(List<String> chosen) {
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new DataException("There is no run '" + name + "'." + Nearest.advice(name, names));
            }
        }
        return picked(i -> chosen.contains(names.get(i)));
    }

    /** All runs but these. */
    RecordedRuns without(List<String> left) {
        return picked(i -> !left.contains(names.get(i)));
    }

    private RecordedRuns picked(IntPredicate wanted) {
        int[] indices = IntStream.range(0, names.size()).filter(wanted).toArray();
        return new RecordedRuns(IntStream.of(indices).mapToObj(names::get).toList(), runs.subset(indices));
    }

    /**
     * All windows of a run that begin {@code stride} rows apart: float32 [N, length, 4].
     *
     * @param skip rows from one measurement of a window to the next
     */
    Tensor windows(int run, int length, int skip, int stride) {
        Tensor rows = runs.episode(run).observations(); // [R, 4]
        long count = rows.size(0) - (long) (length - 1) * skip;
        if (count < 1) {
            throw new DataException("run '" + names.get(run) + "' has " + rows.size(0) + " rows, too few for " + length
                    + " measurements " + skip + " rows apart.\nMaybe predict fewer steps.");
        }
        return Tensors.stack(
                IntStream.range(0, length)
                        .mapToObj(i -> rows.slice(0, (long) i * skip, (long) i * skip + count, stride))
                        .toList(),
                1);
    }

    /** The windows of all runs, one run after the other. */
    Tensor windows(int length, int skip, int stride) {
        return Tensors.concat(
                IntStream.range(0, names.size())
                        .mapToObj(run -> windows(run, length, skip, stride))
                        .toList(),
                0);
    }
}
