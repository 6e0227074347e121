package dev.jepa.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.ColorJitter;
import dev.jepa.core.data.augment.GaussianBlur;
import dev.jepa.core.data.augment.Grayscale;
import dev.jepa.core.data.augment.HorizontalFlip;
import dev.jepa.core.data.augment.Interpolation;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.RandomApply;
import dev.jepa.core.data.augment.RandomResizedCrop;
import dev.jepa.core.data.augment.Region;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.data.augment.Solarize;
import dev.jepa.core.nn.Projector;
import dev.jepa.core.nn.TransformerBlock;
import dev.jepa.core.testing.ConfigurationBounds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders, layers and augmentations: no number that makes no sense gets past the configuration. */
class EncoderBoundsTest {
    static Stream<Record> configurations() {
        return Stream.of(
                VisionTransformerConfig.of(32, 4, 64, 2, 2),
                new KeypointMlp.Config(3, 16, 3, 2, 8, 4, 1, 16, 8),
                new PatchMlp.Config(3, 16, 4, 8, 16, 8),
                new ImpalaCnn.Config(3, 16, List.of(4, 8), 2, 16),
                new ConvNeXt.Config(3, List.of(8, 16, 32, 64), List.of(1, 1, 1, 1), 0, 0.1, 1e-6),
                new ResNet.Config(false, List.of(1, 1, 1, 1), ResNet.Stem.values()[0], 3, 0, true),
                TransformerBlock.Config.of(64, 4),
                new Projector.Config(List.of(32), 16, true, Projector.Config.Output.values()[0]),
                new CenterCrop(8, 8),
                new ColorJitter(.4, .4, .2, .1),
                new GaussianBlur(3, .1, 2),
                new Grayscale(.2),
                new HorizontalFlip(.5),
                new Normalize(List.of(.5, .5), List.of(.2, .2)),
                new RandomApply(.5, new HorizontalFlip(.5)),
                new RandomResizedCrop(8, 8, .08, 1, .75, 1.25, Interpolation.BILINEAR),
                new Resize(8, Interpolation.BILINEAR),
                new Solarize(.5));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void numbersThatMakeNoSenseAreRefusedByName(Record configuration) {
        ConfigurationBounds.check(configuration, Set.of());
    }

    @Test
    void allConfigurationsAreLookedAt() {
        Set<Class<?>> all = new HashSet<>();
        for (String part : List.of("encoder", "nn", "data.augment", "model", "interop")) {
            all.addAll(ConfigurationBounds.configurations(VisionTransformer.class, "dev.jepa.core." + part));
        }
        all.remove(Region.class); // what an augmentation drew
        all.removeAll(configurations().map(Record::getClass).toList());
        assertThat(all).isEmpty();
    }
}
