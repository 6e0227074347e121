package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResNetTest {
    /** The counts of torchvision's models, whose names the parity test and these counts pin down together. */
    @Test
    void theNetworksHaveTorchvisionsSizes() {
        try (ResNet eighteen =
                        new ResNet(ResNet.Config.resnet18(ResNet.Stem.IMAGENET).withClasses(1000), Init.of(1));
                ResNet fifty =
                        new ResNet(ResNet.Config.resnet50(ResNet.Stem.IMAGENET).withClasses(1000), Init.of(1))) {
            assertThat(eighteen.parameterCount()).isEqualTo(11_689_512);
            assertThat(eighteen.stateDict()).hasSize(122);
            assertThat(fifty.parameterCount()).isEqualTo(25_557_032);
            assertThat(fifty.stateDict())
                    .hasSize(320)
                    .containsKeys("layer1.0.downsample.0.weight", "layer3.5.conv3.weight", "fc.bias");
        }
    }

    @Test
    void stemsDivideTheSides() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 32, 32);
            assertThat(lastSide(ResNet.Stem.IMAGENET, images)).isEqualTo(1);
            assertThat(lastSide(ResNet.Stem.CIFAR, images)).isEqualTo(4);
            assertThat(lastSide(ResNet.Stem.CIFAR_PADDED, images)).isEqualTo(5);
        }
    }

    private static long lastSide(ResNet.Stem stem, Tensor images) {
        try (ResNet network = new ResNet(ResNet.Config.resnet18(stem), Init.of(1))) {
            return network.pyramid(images, Mode.EVAL).get(3).size(3);
        }
    }

    @Test
    void blocksThatStartAsTheIdentityPassTheStemOn() {
        ResNet.Config config = ResNet.Config.resnet18(ResNet.Stem.CIFAR).withZeroInitResidual();
        try (TensorScope scope = TensorScope.open();
                ResNet network = new ResNet(config, Init.of(1))) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 3, 16, 16);
            Mode mode = Mode.training(Rng.of(2));
            assertThat(network.pyramid(images, mode).get(0).toFloatArray())
                    .containsExactly(network.stem(images, mode).toFloatArray());
        }
    }

    @Test
    void savedAndLoadedItEncodesTheSame(@TempDir Path folder) {
        Path file = folder.resolve("encoder.safetensors");
        ResNet.Config config = new ResNet.Config(true, List.of(1, 1, 1, 1), ResNet.Stem.CIFAR, 1, 0, false);
        try (TensorScope scope = TensorScope.open();
                ResNet saved = new ResNet(config, Init.of(1));
                ResNet loaded = new ResNet(config, Init.of(2))) {
            Tensor images = Tensors.normal(Rng.of(1), 2, 1, 16, 16);
            saved.encode(images, Mode.training(Rng.of(2)));
            TensorFiles.save(file, saved.stateDict(), Map.of());
            loaded.loadStateDict(TensorFiles.load(file, Device.CPU));
            assertThat(loaded.stateDict().get("bn1.num_batches_tracked").toLongArray())
                    .containsExactly(1);
            assertThat(loaded.encode(images, Mode.EVAL).toFloatArray())
                    .containsExactly(saved.encode(images, Mode.EVAL).toFloatArray());
        }
    }

    @Test
    void wrongInputsAreDescribed() {
        try (TensorScope scope = TensorScope.open();
                ResNet network = new ResNet(
                        new ResNet.Config(false, List.of(1, 1, 1, 1), ResNet.Stem.CIFAR, 3, 0, false), Init.of(1))) {
            assertThatThrownBy(() -> network.encode(Tensors.zeros(2, 1, 8, 8), Mode.EVAL))
                    .hasMessageContaining("[B, 3, H, W] with H and W >= 1 but were float32 [2, 1, 8, 8]");
            assertThatThrownBy(() -> ResNet.Config.resnet18(ResNet.Stem.CIFAR).withClasses(-1))
                    .hasMessageContaining("classes must be >= 0 but was -1");
        }
    }
}
