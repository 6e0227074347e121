package dev.jepa.examples.compare;

import static java.util.Objects.requireNonNull;

import dev.jepa.core.errors.Nearest;
import dev.jepa.core.nn.Init;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.generative.GenerativeMethod;
import dev.jepa.examples.ijepa.IJepaMethod;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageMethod;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.jea.JeaMethod;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.util.List;

/**
 * A method in a comparison.
 *
 * @param name as in the configuration
 * @param family what it predicts, and from what
 * @param recipe trains it
 * @param config its hyper-parameters, but for the length of the run
 */
record Contender<C extends Record & ImageRun<C>>(String name, String family, ImageRecipe<C> recipe, C config) {
    private static final String GENERATIVE = "generative";
    private static final String MASKING = "masking JEPA";
    private static final String VIEWS = "augmented views";

    /** All of them, in the order in which they are trained and listed. */
    static List<Contender<?>> all(ComparisonRun run, ImageSource data) {
        return List.of(
                of("mae", GENERATIVE, "mae-cifar10", run.mae(), new GenerativeMethod(), data),
                of("denoising", GENERATIVE, "denoising-cifar10", run.denoising(), new GenerativeMethod(), data),
                of("ijepa", MASKING, "ijepa-cifar10", run.ijepa(), new IJepaMethod(), data),
                of("vicreg", VIEWS, "vicreg-cifar10", run.vicreg(), new JeaMethod(), data),
                of("lejepa", VIEWS, "lejepa-cifar10", run.lejepa(), new JeaMethod(), data));
    }

    /** Those with these names, or all where there are none. */
    static List<Contender<?>> chosen(List<Contender<?>> all, List<String> names) {
        List<String> known = all.stream().<String>map(Contender::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException("There is no method '" + name + "'." + Nearest.advice(name, known));
            }
        }
        return all.stream()
                .filter(contender -> names.isEmpty() || names.contains(contender.name()))
                .toList();
    }

    private static <C extends Record & ImageRun<C>> Contender<C> of(
            String name, String family, String recipe, C config, ImageMethod<C> method, ImageSource data) {
        return new Contender<>(name, family, new ImageRecipe<>(recipe, family, config, method, data), config);
    }

    /**
     * Opens the images, which is where a missing data set shows.
     *
     * @throws UsageException if the configuration does not fit them, or they have no classes to judge by
     */
    void requireFits(RecipeContext context) {
        if (!recipe.imagesToTrainOn(config, context).isLabelled()) {
            throw new UsageException("The images have no classes to tell apart, so there is nothing to judge by.\n"
                    + "Maybe pass images in class folders with --data.");
        }
    }

    /** Its encoder as training begins, from the key of a run. */
    ImageEncoder encoder(Init init) {
        return recipe.encoder(config, init);
    }

    /** Networks, optimiser and batches as training begins. */
    ImageLearner start(RecipeContext context) {
        return recipe.start(config, context);
    }

    /** A trial of its speed. */
    Trial trial(RecipeContext context) {
        return new Trial(start(context), config.precision(), context.stopRequested());
    }

    /** Trains as long as the pace says and judges the features; the summary has what a comparison tells of a run. */
    Summary train(RecipeContext context, Pace pace) {
        Summary summary = recipe.trainAlone(config.lasting(pace.epochs()), context);
        long steps = (long) requireNonNull(summary.figures().get("steps"));
        return summary.put("rankme", TrainingRun.last(RunFolder.open(context.folder()), "collapse/rankme"))
                .put("images", steps * config.batchSize());
    }
}
