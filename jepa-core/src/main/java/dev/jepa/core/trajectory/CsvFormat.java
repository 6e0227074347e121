package dev.jepa.core.trajectory;

import java.util.List;
import java.util.Optional;

/**
 * How a file of comma-separated values holds an episode: a row for each moment, the observation and the action that follows it.
 *
 * <p>Resampling goes by this rule. The unit is the step, or the usual (median) time between recorded rows where that is shorter. A row
 * within a quarter of a unit of a time of the result counts as there: the nearest such row gives the action, and where there is none,
 * the last row before. Its observation is taken as it is if the two times differ by no more than the stamps jitter (1.5 times the
 * largest difference of a time between rows from the median, as long as that difference is at most a sixth of a unit), or by a
 * thousandth of a unit; else observations are interpolated linearly. So resampling to the rows' own rate changes nothing.
 *
 * @param delimiter between the values of a row, one character
 * @param header whether the first row has the columns' names; without it they are known by number only
 * @param observations columns of the observation, at least one
 * @param actions columns of the action; the last row's leads nowhere and is left out
 * @param proprioception columns of what is known besides
 * @param time column of the time, which must rise; needed to resample
 * @param seconds between two rows of the episode, in the unit of the scaled time: empty to take the rows as they are
 */
public record CsvFormat(
        String delimiter,
        boolean header,
        List<CsvColumn> observations,
        List<CsvColumn> actions,
        List<CsvColumn> proprioception,
        Optional<CsvColumn> time,
        Optional<Double> seconds) {
    public CsvFormat {
        observations = List.copyOf(observations);
        actions = List.copyOf(actions);
        proprioception = List.copyOf(proprioception);
        if (delimiter.length() != 1 || delimiter.equals("\"")) {
            throw new IllegalArgumentException("the delimiter must be one character but was '" + delimiter + "'.");
        }
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("observations must name a column or more but name none.");
        }
        if (seconds.isPresent()
                && (time.isEmpty() || !(seconds.get() > 0 && seconds.get() < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("to resample needs a column of the time and seconds > 0 but they were "
                    + time.map(CsvColumn::column).orElse("absent") + " and " + seconds.get() + ".");
        }
    }

    EpisodeShape shape() {
        return new EpisodeShape(
                EpisodeShape.Kind.NUMBERS, List.of(observations.size()), actions.size(), proprioception.size());
    }
}
