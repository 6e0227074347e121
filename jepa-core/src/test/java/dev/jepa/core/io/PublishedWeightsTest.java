package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A checkpoint from the wild, in the format before PyTorch 1.6: ResNet-20 for CIFAR-10, trained with DataParallel. */
class PublishedWeightsTest {
    private static final String FILE = "shared/data/weights/resnet20-12fca82f.th";

    @Test
    void theWeightsAreThoseOfATrainedResNet20() {
        Path path = find();
        assumeTrue(Files.exists(path), "skipped: ../" + FILE + " is not there");
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat((double) file.values().get("best_prec1")).isBetween(91.0, 92.0);
            Map<String, StoredTensor> weights =
                    file.select("state_dict").withoutPrefix("module.").tensors();
            assertThat(weights).hasSize(97);
            assertThat(weights.keySet()).startsWith("conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean");
            assertThat(weights.get("conv1.weight").shape()).containsExactly(16, 3, 3, 3);
            assertThat(weights.get("layer3.2.conv2.weight").shape()).containsExactly(64, 64, 3, 3);
            assertThat(weights.get("linear.weight").shape()).containsExactly(10, 64);
            long parameters = weights.entrySet().stream()
                    .filter(entry -> !entry.getKey().contains("running"))
                    .mapToLong(entry -> entry.getValue().elements())
                    .sum();
            assertThat(parameters).isEqualTo(269_722);
            weights.forEach((name, tensor) -> assertPlausible(name, tensor.toFloatArray()));
        }
    }

    private static void assertPlausible(String name, float[] values) {
        double mean = 0;
        double square = 0;
        for (float value : values) {
            assertThat(value).as(name).isBetween(-100f, 100f);
            mean += value / values.length;
            square += value * value / values.length;
            if (name.endsWith("running_var")) {
                assertThat(value).as(name).isPositive();
            }
        }
        if (name.contains("conv")) {
            assertThat(Math.abs(mean)).as("mean of " + name).isLessThan(0.1);
            assertThat(Math.sqrt(square)).as("size of " + name).isBetween(0.005, 0.7);
        }
    }

    /** Beside the repository, whichever module or worktree the test runs in. */
    private static Path find() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve(FILE))) {
            folder = folder.getParent();
        }
        return folder.resolve(FILE);
    }
}
