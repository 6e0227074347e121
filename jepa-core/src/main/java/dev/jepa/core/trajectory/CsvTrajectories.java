package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Episodes from files of comma-separated values, one each; a file is read when its episode is asked for. */
public final class CsvTrajectories implements Trajectories {
    private final String name;
    private final List<Path> files;
    private final CsvFormat format;
    private final Map<Integer, CsvAlignment> alignments = new ConcurrentHashMap<>();

    /** A set of these files, in this order. */
    public CsvTrajectories(String name, List<Path> files, CsvFormat format) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a set needs a file or more but got none.");
        }
        this.name = name;
        this.files = List.copyOf(files);
        this.format = format;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> settings() {
        List<String> settings = new ArrayList<>();
        files.forEach(file -> settings.add(SourceFile.setting(file)));
        settings.add("format=" + format);
        return List.copyOf(settings);
    }

    @Override
    public EpisodeShape shape() {
        return format.shape();
    }

    @Override
    public int size() {
        return files.size();
    }

    /**
     * Reads a file.
     *
     * @throws DataException if it is not a table of numbers with the format's columns, or its time does not rise
     */
    @Override
    public Trajectory episode(int index) {
        List<CsvRow> rows = CsvTable.read(files.get(EpisodeNumber.checked(this, index)), format);
        if (format.seconds().isEmpty()) {
            return recorded(rows.stream().map(CsvRow::values).toList());
        }
        CsvResampling resampling = resampled(index, rows);
        alignments.put(index, resampling.alignment());
        return recorded(resampling.taken());
    }

    private CsvResampling resampled(int index, List<CsvRow> rows) {
        return new CsvResampling(
                files.get(index), format, rows, format.seconds().orElseThrow());
    }

    /**
     * How the rows of all files were brought to equal distances in time; files that were not read yet are read.
     *
     * @return empty where rows are taken as they are
     */
    public Optional<CsvAlignment> alignment() {
        if (format.seconds().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(IntStream.range(0, files.size())
                .mapToObj(index ->
                        alignments.computeIfAbsent(index, i -> resampled(i, CsvTable.read(files.get(i), format))
                                .alignment()))
                .reduce(CsvAlignment.NONE, CsvAlignment::plus));
    }

    private Trajectory recorded(List<double[]> rows) {
        int seen = format.observations().size();
        int acted = seen + format.actions().size();
        int felt = acted + format.proprioception().size();
        TrajectoryRecorder recorder = new TrajectoryRecorder(shape());
        for (int t = 0; t < rows.size(); t++) {
            double[] row = rows.get(t);
            recorder.see(Arrays.copyOfRange(row, 0, seen), Arrays.copyOfRange(row, acted, felt));
            if (t < rows.size() - 1) {
                recorder.act(Arrays.copyOfRange(row, seen, acted));
            }
        }
        return recorder.trajectory();
    }
}
