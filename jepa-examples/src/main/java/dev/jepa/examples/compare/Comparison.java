package dev.jepa.examples.compare;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.NonFiniteException;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageProbes;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.probe.ProbeReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Trains every method with every seed and judges all by the same probes, beside the untrained encoder and the raw pixels.
 *
 * <p>A method and a seed are a run folder {@code METHOD/seed-N}, which is done when it has a {@code summary.json}. The seeds are the
 * outer loop, so that after the first one there is a row for each method.
 */
public final class Comparison {
    static final String UNTRAINED = "untrained";

    private static final int ROUNDS = 3;

    /** Of the budget, for all rounds of a method's trial together. */
    private static final double SHARE = 0.05;

    /** Seconds of a round. */
    private static final double LEAST_ROUND = 0.3;

    private final Options options;
    private final ComparisonRun config;
    private final ImageSource data;
    private final List<Contender<?>> all;
    private final List<Contender<?>> contenders;

    /**
     * What the command line says, apart from the configuration.
     *
     * @param command the command line, word by word
     * @param data opens the images
     * @param dataFolder the folder given by {@code --data}
     * @param methods to train; empty for all
     * @param seeds how many, from 0
     * @param folder to write to, or to go on in
     * @param device where to compute
     * @param stopRequested whether the user has asked to stop
     * @param display where the user sees what happens
     * @param out where results are written to
     */
    public record Options(
            List<String> command,
            ImageSource data,
            Optional<Path> dataFolder,
            List<String> methods,
            int seeds,
            Path folder,
            Device device,
            BooleanSupplier stopRequested,
            Display display,
            PrintWriter out) {}

    public Comparison(Options options, ComparisonRun config) {
        this.options = options;
        this.config = config;
        this.data = once(options.data());
        this.all = Contender.all(config, data);
        this.contenders = Contender.chosen(all, options.methods());
    }

    /** The images are opened for the first run and kept for the others. */
    private static ImageSource once(ImageSource data) {
        Map<Path, ImageTask> opened = new HashMap<>();
        return new ImageSource(
                data.dataSet(),
                (folder, context) ->
                        opened.computeIfAbsent(folder, key -> data.opener().apply(key, context)));
    }

    /**
     * Does what is not done yet. A method that diverges does not keep the others from theirs.
     *
     * @throws dev.jepa.examples.recipe.StoppedException when the user asked to stop; what is done is kept
     * @throws NonFiniteException in the end, the first of those that diverged
     */
    public Results run() {
        contenders.forEach(contender -> contender.requireFits(context(contender, 0)));
        Plan plan = Plan.open(options.folder(), config);
        measure(plan);
        for (Contender<?> contender : contenders) {
            Pace pace = plan.pace(contender.name()).orElseThrow();
            say(String.format(
                    Locale.ROOT,
                    "%s: %,d steps of %.1f ms, %.2f epochs",
                    contender.name(),
                    pace.steps(),
                    pace.stepMilliseconds(),
                    pace.epochs()));
        }
        List<NonFiniteException> diverged = new ArrayList<>();
        for (int seed = 0; seed < options.seeds(); seed++) {
            judgeUntrained(contenders.get(0), seed);
            for (Contender<?> contender : contenders) {
                try {
                    train(contender, plan, seed);
                } catch (NonFiniteException e) {
                    say(contender.name() + " with seed " + seed + " diverged: " + e.getMessage());
                    diverged.add(e);
                }
                results().write(options.folder());
            }
        }
        if (!diverged.isEmpty()) {
            throw diverged.get(0);
        }
        return results();
    }

    /** How long the methods train of which that is not known yet. */
    private void measure(Plan plan) {
        double seconds = Math.max(LEAST_ROUND, SHARE / ROUNDS * config.seconds());
        Map<String, Trial> trials = new LinkedHashMap<>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (Contender<?> contender : contenders) {
                    if (plan.pace(contender.name()).isEmpty()) {
                        say("Measuring the speed of " + contender.name() + ", " + (round + 1) + " of " + ROUNDS + " …");
                        trials.computeIfAbsent(contender.name(), name -> contender.trial(context(contender, 0)))
                                .round(seconds);
                    }
                }
            }
            trials.forEach((name, trial) -> plan.put(name, trial.pace(config.seconds())));
        } finally {
            trials.values().forEach(Trial::close);
        }
    }

    /** What is done so far, by whichever command. */
    public Results results() {
        return Results.read(options.folder(), all, options.seeds(), config.seconds());
    }

    private void train(Contender<?> contender, Plan plan, int seed) {
        RecipeContext context = context(contender, seed);
        if (!isDone(context.folder())) {
            say("Training " + contender.name() + " with seed " + seed + " …");
            contender.train(context, plan.pace(contender.name()).orElseThrow()).write(context.folder());
        }
    }

    /** The encoder as every method begins with it, and once the pixels, which know no seed. */
    private void judgeUntrained(Contender<?> contender, int seed) {
        RecipeContext context = context(contender, seed);
        Path folder = folder(UNTRAINED, seed);
        if (isDone(folder)) {
            return;
        }
        ImageProbes probes = new ImageProbes(
                data.open(context),
                config.encoder().imageSize(),
                options.device(),
                options.display(),
                options.out(),
                () -> context.stopIfRequested(0));
        Init init = Init.of(seed).on(options.device());
        try (TensorScope scope = TensorScope.open();
                ImageEncoder encoder = contender.encoder(init)) {
            ProbeReport rows = probes.runBriefly(
                    images -> ImageProbes.rows(ImageProbes.UNTRAINED, encoder, images), seed == 0, Rng.of(seed));
            new Summary().put("probes", rows.toMap()).write(folder);
        }
    }

    private RecipeContext context(Contender<?> contender, int seed) {
        Path folder = folder(contender.name(), seed);
        return new RecipeContext(
                contender.recipe().name(),
                options.command(),
                folder,
                options.dataFolder(),
                options.device(),
                seed,
                OptionalLong.empty(),
                Files.exists(folder.resolve("config.json")),
                false,
                options.stopRequested(),
                options.display(),
                options.out());
    }

    private Path folder(String method, int seed) {
        return folder(options.folder(), method, seed);
    }

    static Path folder(Path comparison, String method, int seed) {
        return comparison.resolve(method).resolve("seed-" + seed);
    }

    private static boolean isDone(Path folder) {
        return Files.exists(folder.resolve(Summary.FILE));
    }

    private void say(String sentence) {
        options.display().say(sentence);
    }
}
