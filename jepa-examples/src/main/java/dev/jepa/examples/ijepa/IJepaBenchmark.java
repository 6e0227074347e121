package dev.jepa.examples.ijepa;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.StepGradients;
import dev.jepa.examples.bench.StepBenchmark;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaBatch;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaOptimization;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.ijepa.MaskConfig;
import dev.jepa.models.ijepa.Masks;
import java.time.Duration;
import java.util.Arrays;

/**
 * The I-JEPA step on small images: 32x32 pixels, patch 4, a transformer of 192 channels, 6 blocks, 3 heads, a predictor of 96
 * channels and 4 blocks that sees 38 context tokens and predicts four blocks of 10 patches, batch 64.
 */
public final class IJepaBenchmark implements StepBenchmark {
    private static final int BATCH = 64;
    private static final int CONTEXT = 38;
    private static final int TARGETS = 4;
    private static final int TARGET = 10;
    private static final VisionTransformerConfig ENCODER = VisionTransformerConfig.of(32, 4, 192, 6, 3);
    private static final IJepaConfig.PredictorConfig PREDICTOR =
            new IJepaConfig.PredictorConfig(96, 4, 3, IJepaConfig.PredictorConfig.Pass.BLOCK);

    @Override
    public String key() {
        return "ijepa";
    }

    @Override
    public String description() {
        return "I-JEPA, 32x32 pixels, patch 4, ViT 192/6/3, predictor 96/4, 38 context tokens, 4 x 10 targets, batch 64";
    }

    @Override
    public int images() {
        return BATCH;
    }

    /** A backward pass costs twice its forward pass; the target encoder has none. */
    @Override
    public double flop() {
        double patches = 2.0 * BATCH * ENCODER.patches() * 3 * ENCODER.patch() * ENCODER.patch() * ENCODER.dim();
        double context = transformer(BATCH, CONTEXT, ENCODER.dim(), ENCODER.depth());
        double target = transformer(BATCH, ENCODER.patches(), ENCODER.dim(), ENCODER.depth());
        double embed = 2.0 * BATCH * (CONTEXT + TARGETS * TARGET) * ENCODER.dim() * PREDICTOR.dim();
        double predictor = transformer(BATCH * TARGETS, CONTEXT + TARGET, PREDICTOR.dim(), PREDICTOR.depth());
        return 2 * patches + patches + 3 * context + target + 3 * (embed + predictor);
    }

    /** The matrix products of a forward pass: 12 D^2 weights a block for each token, and attention among N tokens. */
    private static double transformer(int sequences, int tokens, int dim, int depth) {
        double weights = 2.0 * 12 * dim * dim * tokens;
        double attention = 4.0 * tokens * tokens * dim;
        return sequences * depth * (weights + attention);
    }

    @Override
    public Session open(Device device) {
        return new Training(device);
    }

    private static final class Training implements Session {
        private final TensorScope scope = TensorScope.open();
        private final Device device;
        private final IJepa model;
        private final IJepaTrainer trainer;
        private final Masks masks = masks();
        private final Tensor pixels = Tensors.normal(Rng.of(1), BATCH, 3, 32, 32);
        private long step;

        Training(Device device) {
            this.device = device;
            IJepaConfig config = new IJepaConfig(
                    ENCODER,
                    PREDICTOR,
                    MaskConfig.unbiased(),
                    new IJepaConfig.TargetConfig(),
                    IJepaConfig.Regularization.NONE);
            model = new IJepa(config, Init.of(0).on(device));
            trainer = new IJepaTrainer(model, IJepaOptimization.paper(), this::batch, 1000, Rng.of(0));
        }

        private IJepaBatch batch(long number) {
            return new IJepaBatch(pixels.copy().to(device), masks, Duration.ZERO);
        }

        @Override
        public void step() {
            try (TensorScope ignored = TensorScope.open()) {
                StepGradients gradients = trainer.compute(step);
                trainer.update(step++, gradients);
                model.targetEncoder().parameters().get(0).sum().item(); // waits for the device
            }
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
            scope.close();
        }

        /** Random patches, since only their number counts for speed. */
        private static Masks masks() {
            long[][] context = new long[BATCH][];
            long[][][] targets = new long[TARGETS][BATCH][];
            for (int image = 0; image < BATCH; image++) {
                context[image] = patches(image, CONTEXT);
                for (int m = 0; m < TARGETS; m++) {
                    targets[m][image] = patches((m + 1) * BATCH + image, TARGET);
                }
            }
            return new Masks(context, targets);
        }

        private static long[] patches(long seed, int count) {
            long[] chosen = Arrays.copyOf(Rng.of(seed).permutation(ENCODER.patches()), count);
            Arrays.sort(chosen);
            return chosen;
        }
    }
}
