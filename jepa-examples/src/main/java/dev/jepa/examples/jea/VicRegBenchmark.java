package dev.jepa.examples.jea;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.optim.Lars;
import dev.jepa.core.optim.LarsConfig;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.bench.StepBenchmark;
import dev.jepa.losses.vicreg.VicReg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The VICReg step: two views of 64 images of 32x32 pixels, ResNet-18 with the CIFAR stem, expander 2048-2048-2048, LARS. */
public final class VicRegBenchmark implements StepBenchmark {
    private static final int BATCH = 64;
    private static final List<Integer> EXPANDER = List.of(512, 2048, 2048, 2048);

    /** Multiply-adds of ResNet-18 on a 32x32 image with the CIFAR stem, from its convolutions' shapes. */
    private static final double RESNET18_MACS = 555_417_600;

    @Override
    public String key() {
        return "vicreg";
    }

    @Override
    public String description() {
        return "VICReg, 2 views of 32x32 pixels, ResNet-18 (CIFAR stem), expander 2048 x 3, LARS, batch 64";
    }

    @Override
    public int images() {
        return BATCH;
    }

    @Override
    public double flop() {
        double expander = 0;
        for (int i = 1; i < EXPANDER.size(); i++) {
            expander += (double) EXPANDER.get(i - 1) * EXPANDER.get(i);
        }
        double forward = 2 * 2.0 * BATCH * (RESNET18_MACS + expander);
        int width = EXPANDER.get(EXPANDER.size() - 1);
        double covariance = 2 * 2.0 * BATCH * width * width;
        return 3 * (forward + covariance);
    }

    @Override
    public Session open(Device device) {
        return new Training(device);
    }

    private static final class Training implements Session {
        private final TensorScope scope = TensorScope.open();
        private final Device device;
        private final ResNet encoder;
        private final Projector expander;
        private final Map<String, Tensor> parameters = new LinkedHashMap<>();
        private final Lars optimizer;
        private final Tensor pixels = Tensors.normal(Rng.of(1), 2, BATCH, 3, 32, 32);
        private long step;

        Training(Device device) {
            this.device = device;
            Init init = Init.of(0).on(device);
            encoder = new ResNet(ResNet.Config.resnet18(ResNet.Stem.CIFAR), init.at("encoder"));
            expander = Projector.vicReg(EXPANDER, init.at("expander"));
            encoder.namedParameters().forEach((name, p) -> parameters.put("encoder." + name, p));
            expander.namedParameters().forEach((name, p) -> parameters.put("expander." + name, p));
            optimizer = new Lars(parameters, ParameterRule.noDecayForBiasesAndNorms(), LarsConfig.vicReg());
        }

        @Override
        public void step() {
            try (TensorScope ignored = TensorScope.open()) {
                Mode mode = Mode.training(Rng.of(0).at(step++, "forward"));
                Tensor views = pixels.copy().to(device);
                Tensor loss = Autograd.record(() -> VicReg.official()
                        .loss(embed(views.select(0, 0), mode), embed(views.select(0, 1), mode))
                        .total());
                optimizer.step(Autograd.gradients(loss, optimizer.parameters()), 0.1, 1e-6);
                loss.item(); // waits for the device
            }
        }

        private Tensor embed(Tensor images, Mode mode) {
            return expander.forward(encoder.encode(images, mode), mode);
        }

        @Override
        public void close() {
            optimizer.close();
            expander.close();
            encoder.close();
            scope.close();
        }
    }
}
