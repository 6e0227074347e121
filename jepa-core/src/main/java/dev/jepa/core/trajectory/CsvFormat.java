package dev.jepa.core.trajectory;

import java.util.List;
import java.util.Optional;

/**
 * How a file of comma-separated values holds an episode: a row for each moment, the observation and the action that follows it.
 *
 * @param delimiter between the values of a row, one character
 * @param header whether the first row has the columns' names; without it they are known by number only
 * @param observations columns of the observation, at least one
 * @param actions columns of the action; the last row's leads nowhere and is left out
 * @param proprioception columns of what is known besides
 * @param time column of the time, which must rise; needed to resample
 * @param seconds between two rows of the episode, in the unit of the scaled time: observations are interpolated linearly and
 *     actions hold; empty to take the rows as they are
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
