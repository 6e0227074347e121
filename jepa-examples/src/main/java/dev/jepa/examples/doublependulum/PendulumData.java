package dev.jepa.examples.doublependulum;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.Fingerprint;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.DataOrigin;
import dev.jepa.examples.recipe.RecipeContext;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The runs to train on, the runs to judge by, and the scale of the former.
 *
 * @param features belong to the scope that was open
 */
record PendulumData(RecordedRuns train, RecordedRuns test, Features features) {
    static PendulumData read(Path folder, DoublePendulumRun.Data config) {
        RecordedRuns all = RecordedRuns.read(folder, config);
        RecordedRuns test = all.only(config.test());
        RecordedRuns train = all.without(config.test());
        if (train.names().size() < 2) {
            throw new DataException(folder + " leaves " + train.names().size()
                    + " runs to train on, and two or more are needed.\nMaybe name fewer in data.test.");
        }
        Tensor measured = train.windows(1, 1, 1).select(1, 0); // [N, 4]
        return new PendulumData(train, test, Features.of(measured));
    }

    PendulumBatches batches(DoublePendulumRun config, RecipeContext context) {
        return new PendulumBatches(train.runs(), features, config, context.seed(), context.device());
    }

    /** What a run learns from: the runs in a folder, and a fingerprint of all that was measured. */
    DataOrigin origin(Path folder) {
        Fingerprint fingerprint = new Fingerprint();
        train.addTo(fingerprint);
        test.addTo(fingerprint);
        return DataOrigin.in(
                folder, "double pendulum, train " + rows(train) + ", test " + rows(test), fingerprint.hex());
    }

    private static List<String> rows(RecordedRuns runs) {
        return IntStream.range(0, runs.names().size())
                .mapToObj(i -> runs.names().get(i) + " (" + (runs.runs().steps(i) + 1) + ")")
                .toList();
    }
}
