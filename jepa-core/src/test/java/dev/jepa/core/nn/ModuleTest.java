package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private static final class Scale extends Module {
        private final Tensor weight;
        private final Tensor steps;

        Scale(Init init) {
            weight = parameter("weight", init.at("weight").make(Initializer.normal(1), 3));
            steps = buffer("steps", init.make(Initializer.zeros()));
        }
    }

    private static final class Two extends Module {
        private final Scale first;
        private final Tensor bias;

        Two(Init init) {
            first = child("layers.0", new Scale(init.at(0)));
            child("layers.1", new Scale(init.at(1)));
            bias = parameter("bias", init.make(Initializer.zeros(), 3));
        }

        Tensor forward(Tensor x) {
            return x.mul(first.weight).add(bias);
        }
    }

    @Test
    void namesJoinWithDotsInPyTorchsOrder() {
        try (Two two = new Two(Init.of(1))) {
            assertThat(two.stateDict().keySet())
                    .containsExactly("bias", "layers.0.weight", "layers.0.steps", "layers.1.weight", "layers.1.steps");
            assertThat(two.namedParameters().keySet()).containsExactly("bias", "layers.0.weight", "layers.1.weight");
            assertThat(two.namedBuffers().keySet()).containsExactly("layers.0.steps", "layers.1.steps");
            assertThat(two.parameterCount()).isEqualTo(9);
        }
    }

    @Test
    void parametersOutliveScopesAndDieWithTheirModule() {
        long before = LiveTensors.settled();
        Two two = new Two(Init.of(1));
        try (TensorScope scope = TensorScope.open()) {
            Tensor loss = Autograd.record(() -> two.forward(Tensors.ones(3)).sum());
            List<Tensor> gradients = Autograd.gradients(loss, List.of(two.bias, two.first.weight));
            assertThat(gradients.get(0).toFloatArray()).containsExactly(1, 1, 1);
            assertThat(gradients.get(1).toFloatArray()).containsExactly(1, 1, 1);
        }
        assertThat(TensorScope.liveTensors()).isEqualTo(before + 5);
        two.close();
        assertThat(TensorScope.liveTensors()).isEqualTo(before);
    }

    @Test
    void initialValuesDependOnTheKeyAlone() {
        try (Two a = new Two(Init.of(7));
                Two b = new Two(Init.of(7));
                Two other = new Two(Init.of(8))) {
            float[] values = a.first.weight.toFloatArray();
            assertThat(values).containsExactly(b.first.weight.toFloatArray());
            assertThat(values).isNotEqualTo(other.first.weight.toFloatArray());
            assertThat(values)
                    .isNotEqualTo(a.namedParameters().get("layers.1.weight").toFloatArray());
        }
    }

    @Test
    void loadingOverwritesTheMemoryOfTheSameTensors() {
        try (TensorScope scope = TensorScope.open();
                Two a = new Two(Init.of(1));
                Two b = new Two(Init.of(2))) {
            Tensor weight = b.first.weight;
            b.loadStateDict(a.stateDict());
            assertThat(weight.toFloatArray()).containsExactly(a.first.weight.toFloatArray());
            assertThat(weight.requiresGradient()).isTrue();
            assertThat(b.first.steps.requiresGradient()).isFalse();
        }
    }

    @Test
    void aStateDictThatDoesNotFitIsDescribedAndChangesNothing() {
        try (TensorScope scope = TensorScope.open();
                Two two = new Two(Init.of(1))) {
            float[] before = two.first.weight.toFloatArray();
            Map<String, Tensor> state = new LinkedHashMap<>(two.stateDict());
            state.remove("bias");
            state.put("extra", Tensors.ones(1));
            state.put("layers.1.weight", Tensors.ones(4));
            state.put("layers.0.weight", Tensors.ones(3));
            assertThatThrownBy(() -> two.loadStateDict(state))
                    .hasMessageContaining("1 missing (bias)")
                    .hasMessageContaining("1 unexpected (extra)")
                    .hasMessageContaining("layers.1.weight is [3] but comes as [4]")
                    .hasMessageContaining("Maybe");
            assertThat(two.first.weight.toFloatArray()).containsExactly(before);
        }
    }

    @Test
    void aPrefixInTheStateDictIsNoticed() {
        try (TensorScope scope = TensorScope.open();
                Two two = new Two(Init.of(1))) {
            Map<String, Tensor> state = new LinkedHashMap<>();
            two.stateDict().forEach((name, tensor) -> state.put("module." + name, tensor));
            assertThatThrownBy(() -> two.loadStateDict(state)).hasMessageContaining("cut the prefix 'module.'");
        }
    }

    @Test
    void aNameIsUsedOnce() {
        try (Two two = new Two(Init.of(1))) {
            assertThatThrownBy(() -> two.child("layers.0", new Scale(Init.of(1))))
                    .hasMessageContaining("layers.0");
        }
    }
}
