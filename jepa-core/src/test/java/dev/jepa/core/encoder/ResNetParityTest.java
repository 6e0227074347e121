package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** ResNet-18 with eb_jepa's stem against eb_jepa's; the weights come from a formula that the fixtures' notes give. */
class ResNetParityTest {
    private static final String PREFIX = "backbone.";
    private static final double TOLERANCE = 2e-5;

    private final Fixtures fixtures = Fixtures.load("vision/resnet18_cifar");

    @Test
    void evaluationThenOneTrainingPass() {
        try (TensorScope scope = TensorScope.open();
                ResNet network = new ResNet(
                        ResNet.Config.resnet18(ResNet.Stem.CIFAR_PADDED),
                        Init.of(1).on(TestDevice.get()))) {
            Map<String, Tensor> state = weights(network.stateDict());
            fixtures.names().stream().filter(name -> name.startsWith("check.")).forEach(name -> {
                double[] values =
                        state.get(name.substring(("check." + PREFIX).length())).toDoubleArray();
                fixtures.assertClose(name, java.util.Arrays.copyOf(values, 3), 1e-6);
            });
            network.loadStateDict(state);
            Tensor image = Autograd.variable(fixtures.tensor("image"));
            checkPass("eval", network, image, Mode.EVAL);
            fixtures.assertClose(
                    "eval.layer4", network.pyramid(image, Mode.EVAL).get(3), TOLERANCE);
            Tensor loss = Autograd.record(() -> network.encode(image, Mode.EVAL)
                    .mul(fixtures.tensor("grad_out"))
                    .sum());
            fixtures.assertClose(
                    "eval.grad.image", Autograd.gradients(loss, List.of(image)).get(0), TOLERANCE);

            network.loadStateDict(state);
            fixtures.assertClose("train.features", network.encode(image, Mode.training(Rng.of(1))), TOLERANCE);
            Map<String, Tensor> after = network.stateDict();
            for (String name : fixtures.names()) {
                if (name.startsWith("train.after.")) {
                    fixtures.assertClose(name, after.get(name.substring("train.after.".length())), TOLERANCE);
                }
            }
            network.loadStateDict(state);
            checkPass("train", network, image, Mode.training(Rng.of(1)));
        }
    }

    private void checkPass(String pass, ResNet network, Tensor image, Mode mode) {
        if (!mode.training()) {
            fixtures.assertClose(pass + ".features", network.encode(image, mode), TOLERANCE);
        }
        List<Tensor> layers = network.pyramid(image, mode);
        for (int i = 0; i < layers.size(); i++) {
            String name = pass + ".layer" + (i + 1);
            fixtures.assertClose(name + ".channel_mean", layers.get(i).mean(2, 3), TOLERANCE);
            fixtures.assertClose(name + ".sample", layers.get(i).get(":, ::32, ::3, ::3"), TOLERANCE);
        }
        fixtures.assertClose(pass + ".stem.sample", network.stem(image, mode).get(":, ::16, ::3, ::3"), TOLERANCE);
    }

    private Map<String, Tensor> weights(Map<String, Tensor> own) {
        Map<String, Tensor> state = new TreeMap<>();
        long k = 0;
        for (Map.Entry<String, Tensor> entry : new TreeMap<>(own).entrySet()) {
            String name = entry.getKey();
            Tensor tensor = entry.getValue();
            if (name.endsWith("num_batches_tracked")) {
                state.put(name, tensor);
            } else {
                state.put(name, values(name, k++, tensor.shape().toArray()));
            }
        }
        assertThat(state).hasSameSizeAs(own);
        return state;
    }

    private Tensor values(String name, long k, long[] shape) {
        int count = 1;
        for (long size : shape) {
            count = Math.toIntExact(count * size);
        }
        boolean convolution = shape.length == 4;
        double bound = convolution ? Math.sqrt(6.0 / (shape[1] * shape[2] * shape[3])) : 0;
        long start = ((long) fixtures.integer("hp.weight_seed") << 48) + (k << 32);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long z = splitMix(start + i);
            double u = (z >>> 11) * 0x1p-53;
            values[i] = (float)
                    (convolution
                            ? (2 * u - 1) * bound
                            : name.endsWith("running_mean")
                                    ? .1 * (2 * u - 1)
                                    : name.endsWith("running_var")
                                            ? .5 + u
                                            : name.endsWith("bias") ? .2 * (2 * u - 1) : .8 + .4 * u);
        }
        return Tensors.of(values, shape);
    }

    private static long splitMix(long seed) {
        long x = seed + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
