package dev.jepa.examples.jea;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.optim.LarsConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.images.ImageTasks;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.losses.sigreg.EppsPulley;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.vicregl.VicRegL;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JeaOptimization;
import dev.jepa.models.jea.JeaPresets;
import dev.jepa.models.jea.Method;
import dev.jepa.models.jea.OptimizerChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The joint-embedding recipes by name, {@code METHOD-DATA}: CIFAR-10 with the CIFAR stem of ResNet-18, any folder of images with the stem for
 * ImageNet, and a transformer by {@code encoder.type=vit}.
 */
public final class JeaRecipes {
    private static final int BATCH = 256;
    private static final double EPOCHS = 300;
    private static final double WARMUP = 10;
    private static final OptimizerChoice SGD = new OptimizerChoice.Sgd();
    private static final int FOLDER_SIZE = 128;

    private final String data;
    private final String description;
    private final JeaEncoder encoder;
    private final ImageSource images;

    private JeaRecipes(String data, String description, JeaEncoder encoder, ImageSource images) {
        this.data = data;
        this.description = description;
        this.encoder = encoder;
        this.images = images;
    }

    /** Every one, in the order in which they are listed. */
    public static List<Recipe<?>> all() {
        List<Recipe<?>> all = new ArrayList<>(
                new JeaRecipes("cifar10", "CIFAR-10", new JeaEncoder.ResNet18(), ImageTasks.CIFAR10).ofEachMethod());
        all.addAll(onFolders());
        return all;
    }

    /** Those for folders of images. */
    public static List<Recipe<?>> onFolders() {
        JeaEncoder encoder = new JeaEncoder.ResNet18(ResNet.Stem.IMAGENET, false, FOLDER_SIZE);
        String description = "a folder of images (--data DIR), cropped to " + FOLDER_SIZE + "x" + FOLDER_SIZE;
        return new JeaRecipes("images", description, encoder, ImageFolders.SOURCE).ofEachMethod();
    }

    private List<Recipe<?>> ofEachMethod() {
        return List.of(vicReg(), vicRegL(), barlowTwins(), simSiam(), byol(), leJepa(), ntXent());
    }

    /** eb_jepa's run: expander 2048 x 3, LARS 0.3 of trust 0.02, decay 1e-4, with the official loss. */
    private ImageRecipe<JeaRun> vicReg() {
        return recipe(
                "vicreg", "VICReg", JeaConfig.of(new Method.VicReg(), Projector.Config.vicReg(2048)), ebJepa(), BATCH);
    }

    /**
     * As VICReg's, and the paper's local loss on maps of 4 x 4 places behind a projector of 512 x 3. Kept are 7 matches, as
     * large a part of a map as the paper's 20 of 49.
     */
    private ImageRecipe<JeaRun> vicRegL() {
        VicRegL weights = new VicRegL(0.75, 25, 25, 1, 7, 7, false);
        return recipe(
                "vicregl",
                "VICRegL",
                JeaConfig.withMaps(
                        new Method.VicRegL(weights), Projector.Config.vicReg(2048), Projector.Config.vicReg(512)),
                ebJepa(),
                BATCH);
    }

    private static JeaOptimization ebJepa() {
        OptimizerChoice lars = new OptimizerChoice.Lars(LarsConfig.ebJepa(), 1);
        return new JeaOptimization(EPOCHS, WARMUP, 3e-5, 0.3, 0, 1e-4, lars, false, 0.996, 1);
    }

    /** The authors' learning rate for batch 256, projector 2048 x 3. */
    private ImageRecipe<JeaRun> barlowTwins() {
        return recipe(
                "barlow",
                "Barlow Twins",
                JeaConfig.of(new Method.BarlowTwins(), Projector.Config.barlowTwins(2048)),
                JeaOptimization.of(EPOCHS, WARMUP, 0.4, 0.0004, 1e-6, OptimizerChoice.Lars.barlowTwins()),
                BATCH);
    }

    /** The paper's for CIFAR-10. */
    private ImageRecipe<JeaRun> simSiam() {
        JeaPresets.Preset paper = JeaPresets.simSiamCifar10();
        return recipe("simsiam", "SimSiam", paper.model(), paper.optimization(), paper.batchSize());
    }

    /** Heads 4096-256 and momentum from 0.99, as the paper has for 300 epochs; SGD as SimSiam's on CIFAR-10. */
    private ImageRecipe<JeaRun> byol() {
        return recipe(
                "byol",
                "BYOL",
                JeaConfig.of(new Method.Byol(), Projector.Config.byol(4096, 256), Projector.Config.byol(4096, 256)),
                new JeaOptimization(EPOCHS, WARMUP, 0, 0.03, 0, 5e-4, SGD, false, 0.99, 1),
                BATCH);
    }

    /** The authors' minimal example on smaller images, with two views. */
    private ImageRecipe<JeaRun> leJepa() {
        Method method = new Method.LeJepa(new LeJepa(0.02, new SigReg(256, EppsPulley.leJepa())));
        return recipe(
                "lejepa",
                "LeJEPA",
                JeaConfig.of(method, Projector.Config.leJepa(16)),
                new JeaOptimization(EPOCHS, 1, 2e-5, 2e-3, 1e-3, 0.05, new OptimizerChoice.AdamW(), false, 0.996, 1),
                BATCH);
    }

    /** SimCLR's temperature for CIFAR-10, 0.5; SGD as SimSiam's. */
    private ImageRecipe<JeaRun> ntXent() {
        return recipe(
                "ntxent",
                "SimCLR's NT-Xent",
                JeaConfig.of(new Method.NtXent(), Projector.Config.simClr(512)),
                JeaOptimization.of(EPOCHS, WARMUP, 0.03, 0, 5e-4, SGD),
                BATCH);
    }

    private ImageRecipe<JeaRun> recipe(
            String method, String title, JeaConfig model, JeaOptimization optimization, int batchSize) {
        return new ImageRecipe<>(
                method + "-" + data,
                title + " on " + description + ": ResNet-18, or a transformer with --set encoder.type=vit; "
                        + (int) optimization.epochs() + " epochs, for one GPU",
                new JeaRun(
                        encoder,
                        model,
                        optimization,
                        batchSize,
                        2,
                        JeaRun.LocalCrops.NONE,
                        Optional.empty(),
                        Precision.FP32,
                        CheckpointPolicy.every(500),
                        20,
                        500),
                new JeaMethod(),
                images);
    }
}
