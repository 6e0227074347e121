package dev.jepa.examples.jea;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;

/**
 * The step of {@link VicRegBenchmark} as one writes it with DJL's own blocks and trainer: ResNet-18 with the CIFAR stem, expander 2048 x 3,
 * the official loss; SGD with momentum, which is less work than LARS.
 *
 * <p>Factors are arrays that live as long as the loop: with Java numbers, {@code x.mul(25)}, gradients may read memory that is free already.
 */
final class PlainDjlVicReg implements AutoCloseable {
    private static final int SIDE = 32;
    private static final int EXPANDER = 2048;

    private final int batch;
    private final Model model = Model.newInstance("vicreg", Device.cpu(), "PyTorch");
    private final Trainer trainer;
    private final NDArray first;
    private final NDArray second;
    private final NDArray weight; // of invariance and variance
    private final NDArray half;
    private final NDArray perExample; // 1 / (N - 1)
    private final NDArray perFeature; // 1 / D

    PlainDjlVicReg(int batch) {
        this.batch = batch;
        model.setBlock(resNet18().add(expander()));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(1e-3f))
                        .optMomentum(0.9f)
                        .build()));
        Shape images = new Shape(batch, 3, SIDE, SIDE);
        trainer.initialize(images);
        first = trainer.getManager().randomNormal(0, 1, images, DataType.FLOAT32);
        second = trainer.getManager().randomNormal(0, 1, images, DataType.FLOAT32);
        weight = trainer.getManager().create(25f);
        half = trainer.getManager().create(0.5f);
        perExample = trainer.getManager().create(1f / (batch - 1));
        perFeature = trainer.getManager().create(1f / EXPANDER);
    }

    private static SequentialBlock resNet18() {
        SequentialBlock net = new SequentialBlock()
                .add(convolution(64, 3, 1))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
        for (int layer = 0; layer < 4; layer++) {
            int channels = 64 << layer;
            net.add(residual(channels, layer == 0 ? 1 : 2, layer > 0)).add(residual(channels, 1, false));
        }
        return net.add(Pool.globalAvgPool2dBlock());
    }

    private static Block residual(int channels, int stride, boolean projects) {
        SequentialBlock main = new SequentialBlock()
                .add(convolution(channels, 3, stride))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(convolution(channels, 3, 1))
                .add(BatchNorm.builder().build());
        Block shortcut = projects
                ? new SequentialBlock()
                        .add(convolution(channels, 1, stride))
                        .add(BatchNorm.builder().build())
                : Blocks.identityBlock();
        return new ParallelBlock(
                outputs -> new NDList(Activation.relu(
                        outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow()))),
                List.of(main, shortcut));
    }

    private static Conv2d convolution(int channels, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(channels)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build();
    }

    private static SequentialBlock expander() {
        SequentialBlock net = new SequentialBlock();
        for (int i = 0; i < 2; i++) {
            net.add(Linear.builder().setUnits(EXPANDER).build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock());
        }
        return net.add(Linear.builder().setUnits(EXPANDER).optBias(false).build());
    }

    /** One step; the loss before it. */
    float step() {
        float value;
        try (NDManager step = trainer.getManager().newSubManager();
                GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray x = trainer.forward(new NDList(attached(first, step))).singletonOrThrow();
            NDArray y = trainer.forward(new NDList(attached(second, step))).singletonOrThrow();
            NDArray loss = loss(x, y);
            gradients.backward(loss);
            value = loss.getFloat();
        }
        trainer.step();
        return value;
    }

    private static NDArray attached(NDArray images, NDManager manager) {
        NDArray copy = images.duplicate();
        copy.attach(manager);
        return copy;
    }

    private NDArray loss(NDArray x, NDArray y) {
        NDArray invariance = x.sub(y).square().mean();
        NDArray a = x.sub(x.mean(new int[] {0}, true));
        NDArray b = y.sub(y.mean(new int[] {0}, true));
        NDArray variance = hinge(a).add(hinge(b)).mul(half);
        NDArray covariance = offDiagonal(a).add(offDiagonal(b));
        return invariance.mul(weight).add(variance.mul(weight)).add(covariance);
    }

    private NDArray variances(NDArray centred) {
        return centred.square().sum(new int[] {0}).mul(perExample);
    }

    private NDArray hinge(NDArray centred) {
        NDArray deviation = variances(centred).add(1e-4f).sqrt();
        return Activation.relu(deviation.neg().add(1)).mean();
    }

    private NDArray offDiagonal(NDArray centred) {
        NDArray covariance = centred.transpose().matMul(centred).mul(perExample);
        return covariance.square().sum().sub(variances(centred).square().sum()).mul(perFeature);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
