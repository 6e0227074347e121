package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Episodes from files of comma-separated values, one each; a file is read when its episode is asked for. */
public final class CsvTrajectories implements Trajectories {
    private final String name;
    private final List<Path> files;
    private final CsvFormat format;

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
     * @throws DataException if it is not a table of finite numbers with the format's columns, or its time does not rise
     */
    @Override
    public Trajectory episode(int index) {
        Path file = files.get(index);
        List<double[]> rows = CsvTable.read(file, format);
        if (format.time().isPresent()) {
            requireRisingTime(file, rows);
        }
        List<double[]> taken = format.seconds().isPresent()
                ? resampled(file, rows, format.seconds().get())
                : rows;
        return recorded(taken);
    }

    private static double time(double[] row) {
        return row[row.length - 1];
    }

    private static void requireRisingTime(Path file, List<double[]> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (!(time(rows.get(i)) > time(rows.get(i - 1)))) {
                throw new DataException(
                        "%s: time must rise from row to row, but row %d of numbers has %s after %s.\nMaybe two recordings lie in one file."
                                .formatted(file, i + 1, time(rows.get(i)), time(rows.get(i - 1))));
            }
        }
    }

    /** Rows at equal distances in time, from the first one on. */
    private List<double[]> resampled(Path file, List<double[]> rows, double seconds) {
        double start = time(rows.get(0));
        double end = time(rows.get(rows.size() - 1));
        int count = (int) Math.floor((end - start) / seconds + 1e-9) + 1;
        if (count < 2) {
            throw new DataException("%s lasts %s, less than one step of %s.\nMaybe the time has another unit: scale it."
                    .formatted(file, end - start, seconds));
        }
        List<double[]> taken = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < count; i++) {
            double at = start + i * seconds;
            while (before < rows.size() - 2 && time(rows.get(before + 1)) <= at) {
                before++;
            }
            taken.add(between(rows.get(before), rows.get(before + 1), at));
        }
        return taken;
    }

    private double[] between(double[] a, double[] b, double at) {
        double share = Math.min(1, (at - time(a)) / (time(b) - time(a)));
        double[] row = new double[a.length];
        int firstAction = format.observations().size();
        int afterActions = firstAction + format.actions().size();
        for (int i = 0; i < row.length; i++) {
            boolean held = i >= firstAction && i < afterActions;
            row[i] = held ? (share < 1 ? a[i] : b[i]) : a[i] + share * (b[i] - a[i]);
        }
        return row;
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
