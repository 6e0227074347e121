package dev.jepa.models.jea;

import dev.jepa.core.nn.Projector;
import dev.jepa.core.optim.LarsConfig;

/**
 * The papers' heads, losses and schedules for ResNet-50 on ImageNet, and those they give for CIFAR-10. What a paper scales with
 * the batch size is scaled by the preset's.
 */
public final class JeaPresets {
    private JeaPresets() {}

    /**
     * Heads, loss and schedule of one paper.
     *
     * @param batchSize images a step, in all
     */
    public record Preset(JeaConfig model, JeaOptimization optimization, int batchSize) {}

    /** VICReg (arXiv 2105.04906, section 4.2): expander 8192 x 3, LARS 0.2 to 0.002, decay 1e-6, 1000 epochs at batch 2048. */
    public static Preset vicRegImageNet() {
        return new Preset(
                JeaConfig.of(new Method.VicReg(), Projector.Config.vicReg(8192)),
                JeaOptimization.of(1000, 10, 0.2 * 2048 / 256, 0.002, 1e-6, new OptimizerChoice.Lars()),
                2048);
    }

    /** Barlow Twins (arXiv 2103.03230, section 2.2): projector 8192 x 3, LARS 0.2, decay 1e-6, 1000 epochs at batch 2048. */
    public static Preset barlowTwinsImageNet() {
        double rate = 0.2 * 2048 / 256;
        return new Preset(
                JeaConfig.of(new Method.BarlowTwins(), Projector.Config.barlowTwins(8192)),
                JeaOptimization.of(1000, 10, rate, 0.001 * rate, 1e-6, OptimizerChoice.Lars.barlowTwins()),
                2048);
    }

    /** SimSiam on ImageNet (arXiv 2011.10566, section 3): SGD 0.05, decay 1e-4, 100 epochs at batch 512. */
    public static Preset simSiamImageNet() {
        return new Preset(
                JeaConfig.of(
                        new Method.SimSiam(),
                        Projector.Config.simSiamProjector(3, 2048),
                        Projector.Config.simSiamPredictor(2048)),
                JeaOptimization.of(100, 0, 0.05 * 512 / 256, 0, 1e-4, new OptimizerChoice.Sgd())
                        .withConstantPredictorRate(),
                512);
    }

    /** SimSiam on CIFAR-10 (appendix D): projector of two layers, SGD 0.03, decay 5e-4, 800 epochs at batch 512. */
    public static Preset simSiamCifar10() {
        return new Preset(
                JeaConfig.of(
                        new Method.SimSiam(),
                        Projector.Config.simSiamProjector(2, 2048),
                        Projector.Config.simSiamPredictor(2048)),
                JeaOptimization.of(800, 0, 0.03 * 512 / 256, 0, 5e-4, new OptimizerChoice.Sgd())
                        .withConstantPredictorRate(),
                512);
    }

    /** BYOL (arXiv 2006.07733, section 3.3): heads 4096-256, LARS 0.2, decay 1.5e-6, momentum from 0.996, 1000 epochs at 4096. */
    public static Preset byolImageNet() {
        return new Preset(
                JeaConfig.of(new Method.Byol(), Projector.Config.byol(4096, 256), Projector.Config.byol(4096, 256)),
                JeaOptimization.of(
                        1000,
                        10,
                        0.2 * 4096 / 256,
                        0,
                        1.5e-6,
                        new OptimizerChoice.Lars(new LarsConfig(0.9, 0.001, LarsConfig.Norm.DECAYED_GRADIENT), 1)),
                4096);
    }

    /** LeJEPA's minimal example (arXiv 2511.08544): projector 2048-2048-16, AdamW 2e-3, decay 0.05, 800 epochs at batch 256. */
    public static Preset leJepaMinimal() {
        var sigReg = new dev.jepa.losses.sigreg.SigReg(256, dev.jepa.losses.sigreg.EppsPulley.leJepa());
        return new Preset(
                JeaConfig.of(
                        new Method.LeJepa(new dev.jepa.losses.sigreg.LeJepa(0.02, sigReg)),
                        Projector.Config.leJepa(16)),
                new JeaOptimization(800, 1, 2e-5, 2e-3, 1e-3, 0.05, new OptimizerChoice.AdamW(), false, 0.996, 1),
                256);
    }
}
