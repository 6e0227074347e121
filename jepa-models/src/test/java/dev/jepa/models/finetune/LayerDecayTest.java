package dev.jepa.models.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.encoder.ResNet;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.optim.ParameterGroup;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LayerDecayTest {
    private static ParameterGroup group(LayerDecay rule, Map<String, Tensor> parameters, String name) {
        return rule.groupOf(name, Objects.requireNonNull(parameters.get(name)));
    }

    @Test
    void ratesOfATransformerFallByTheFactorWithEachBlock() {
        VisionTransformerConfig config = VisionTransformerConfig.of(8, 4, 12, 3, 3);
        try (Classifier model = new Classifier(new VisionTransformer(config, Init.of(0)), 5, Init.of(1))) {
            Map<String, Tensor> parameters = model.namedParameters();
            LayerDecay rule = new LayerDecay(0.5, parameters.keySet());
            assertThat(rule.blocks()).isEqualTo(3);
            assertThat(group(rule, parameters, "head.weight")).isEqualTo(new ParameterGroup(1, 1, true));
            assertThat(group(rule, parameters, "encoder.norm.weight").learningRateScale())
                    .isEqualTo(1);
            assertThat(group(rule, parameters, "encoder.blocks.2.attn.qkv.weight")
                            .learningRateScale())
                    .isCloseTo(0.5, within(1e-12));
            assertThat(group(rule, parameters, "encoder.blocks.0.mlp.fc1.weight")
                            .learningRateScale())
                    .isCloseTo(0.125, within(1e-12));
            assertThat(group(rule, parameters, "encoder.patch_embed.proj.weight")
                            .learningRateScale())
                    .isCloseTo(0.0625, within(1e-12));
            assertThat(group(rule, parameters, "encoder.blocks.0.attn.qkv.bias").weightDecayScale())
                    .isZero();
        }
    }

    @Test
    void blocksOfAResidualNetworkAreCountedThroughItsLayers() {
        try (Classifier model =
                new Classifier(new ResNet(ResNet.Config.resnet18(ResNet.Stem.CIFAR), Init.of(0)), 5, Init.of(1))) {
            LayerDecay rule = new LayerDecay(0.75, model.namedParameters().keySet());
            assertThat(rule.blocks()).isEqualTo(8);
            assertThat(rule.layer("encoder.conv1.weight")).isZero();
            assertThat(rule.layer("encoder.layer1.0.conv1.weight")).isEqualTo(1);
            assertThat(rule.layer("encoder.layer4.1.conv2.weight")).isEqualTo(8);
            assertThat(rule.layer("head.bias")).isEqualTo(9);
        }
    }

    @Test
    void aModelWithoutBlocksIsRefused() {
        assertThatThrownBy(() -> new LayerDecay(0.75, List.of("0.weight", "0.bias")))
                .hasMessageContaining("no layers to decay over")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> new LayerDecay(1.5, List.of("blocks.0.weight")))
                .hasMessageContaining("Maybe 0.75");
    }
}
