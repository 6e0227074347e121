package dev.jepa.examples.downstream;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageProbes;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.probe.ProbeReport;
import java.nio.file.Path;

/** Judges a run's frozen encoder on a second data set, by the probes of its own. */
public final class Transfer {
    private Transfer() {}

    /**
     * Fills the table and writes {@code report.html}.
     *
     * @param run whose context's data folder is the second data set's
     * @param target the data set, one of {@link SecondData#names}
     * @param folder for the report
     * @return the figures of the run's own probes, on the second data set
     */
    public static Summary run(EncoderRun<?> run, String target, Path folder) {
        RecipeContext context = run.context();
        EncoderRun.Trained loaded = run.trained();
        try (TensorScope scope = TensorScope.open();
                ImageEncoder trained = loaded.encoder();
                ImageEncoder untrained = run.untrained()) {
            ImageTask task = SecondData.labelled(target, run.config(), context);
            ImageProbes probes = new ImageProbes(
                    task,
                    run.config().imageSize(),
                    context.device(),
                    context.display(),
                    context.out(),
                    () -> context.stopIfRequested(loaded.step()));
            ProbeReport table = probes.run(trained, untrained, Rng.of(context.seed()));
            Summary summary = new Summary()
                    .put("recipe", context.recipe())
                    .put("steps", loaded.step())
                    .put("transfer", target)
                    .putAll(ImageProbes.figures(table));
            Report report =
                    new Report("Transfer to " + task.train().provenance().name(), "The encoder of " + context.folder());
            probes.addTo(report, table);
            report.write(folder);
            return summary;
        }
    }
}
