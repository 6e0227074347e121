package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.testing.Fixtures;
import dev.jepa.core.testing.TestDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ConvNeXt against torchvision's. */
class ConvNeXtParityTest {
    private static final double TOLERANCE = 1e-5;

    @Test
    void featuresLogitsAndGradients() {
        Fixtures fixtures = Fixtures.load("vision/convnext_small");
        ConvNeXt.Config config = ConvNeXt.Config.of(
                        boxed(fixtures.integers("hp.channels")), boxed(fixtures.integers("hp.depths")))
                .withClasses((int) fixtures.shape("logits")[1]);
        try (TensorScope scope = TensorScope.open();
                ConvNeXt network = new ConvNeXt(config, Init.of(1).on(TestDevice.get()))) {
            network.loadStateDict(fixtures.tensors("model."));
            Tensor image = Autograd.variable(fixtures.tensor("image"));
            fixtures.assertClose("feature.0", network.stem(image), TOLERANCE);
            List<Tensor> stages = network.pyramid(image, Mode.EVAL);
            for (int i = 0; i < 4; i++) {
                fixtures.assertClose("feature." + (2 * i + 1), stages.get(i), TOLERANCE);
            }
            Tensor logits = Autograd.record(() -> network.encode(image, Mode.EVAL));
            fixtures.assertClose("logits", logits, TOLERANCE);
            Tensor loss = Autograd.record(
                    () -> logits.logSumExp(1).mean().sub(logits.select(1, 1).mean()));
            fixtures.assertClose("loss", loss.reshape(1), TOLERANCE);

            Map<String, Tensor> inputs = new LinkedHashMap<>(network.namedParameters());
            inputs.put("image", image);
            inputs.keySet().removeIf(name -> !fixtures.has("grad." + name));
            assertThat(inputs).hasSizeGreaterThan(10);
            List<Tensor> gradients = Autograd.gradients(loss, new ArrayList<>(inputs.values()));
            List<String> names = new ArrayList<>(inputs.keySet());
            for (int i = 0; i < names.size(); i++) {
                fixtures.assertClose("grad." + names.get(i), gradients.get(i), 2e-5);
            }
        }
    }

    @Test
    void theTinyOneHasTorchvisionsNamesAndShapes() {
        Fixtures fixtures = Fixtures.load("vision/convnext_tiny_shapes");
        int classes = (int) fixtures.longs("shape.classifier.2.bias")[0];
        try (ConvNeXt network = new ConvNeXt(
                ConvNeXt.Config.tiny().withClasses(classes), Init.of(1).on(TestDevice.get()))) {
            Map<String, List<Long>> expected = new LinkedHashMap<>();
            for (String name : fixtures.names()) {
                if (name.startsWith("shape.")) {
                    expected.put(
                            name.substring("shape.".length()),
                            Arrays.stream(fixtures.longs(name)).boxed().toList());
                }
            }
            Map<String, List<Long>> actual = new LinkedHashMap<>();
            network.stateDict()
                    .forEach((name, tensor) -> actual.put(
                            name,
                            Arrays.stream(tensor.shape().toArray()).boxed().toList()));
            assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(network.parameterCount()).isEqualTo(fixtures.longs("count")[0]);
        }
    }

    private static List<Integer> boxed(int... values) {
        return Arrays.stream(values).boxed().toList();
    }
}
