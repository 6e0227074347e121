package dev.jepa.core.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final Planes IMAGE = TestImages.random(3, 32, 32, 11);
    private static final Pipeline VIEW = Views.vicReg(32, Normalize.cifar10()).get(1);

    @Test
    void sameKeysGiveTheSameViewInAnyOrderOfCalls() {
        Planes first = VIEW.apply(IMAGE.copy(), 1, 2, 3, 0);
        VIEW.apply(IMAGE.copy(), 9, 9, 9, 1);
        assertThat(VIEW.apply(IMAGE.copy(), 1, 2, 3, 0)).isEqualTo(first);
    }

    @Test
    void everyKeyMatters() {
        Set<Planes> views = new HashSet<>(List.of(
                VIEW.apply(IMAGE.copy(), 1, 2, 3, 0),
                VIEW.apply(IMAGE.copy(), 2, 2, 3, 0),
                VIEW.apply(IMAGE.copy(), 1, 3, 3, 0),
                VIEW.apply(IMAGE.copy(), 1, 2, 4, 0),
                VIEW.apply(IMAGE.copy(), 1, 2, 3, 1)));
        assertThat(views).hasSize(5);
    }

    @Test
    void randomApplyHappensAsOftenAsItsProbability() {
        Pipeline rare = Pipeline.of(new RandomApply(0.3, new Solarize(0)));
        int applied = 0;
        for (int i = 0; i < 10_000; i++) {
            applied +=
                    rare.apply(TestImages.pixel(0.2f, 0.2f, 0.2f), 5, 0, i, 0).values()[0] > 0.5f ? 1 : 0;
        }
        assertThat(applied / 10_000.0).isCloseTo(0.3, within(0.015)); // 3.3 standard deviations
    }

    @Test
    void choicesForNeighbouringImagesAreIndependent() {
        Pipeline half = Pipeline.of(new HorizontalFlip(0.5));
        int n = 20_000;
        int equal = 0;
        boolean last = false;
        for (int i = 0; i < n; i++) {
            boolean flipped =
                    half.apply(TestImages.pixel(0, 0, 0), 0, 0, i, 0).region().mirrored();
            equal += flipped == last ? 1 : 0;
            last = flipped;
        }
        assertThat((double) equal / n).isCloseTo(0.5, within(0.011)); // 3.1 standard deviations
    }

    @Test
    void paperPipelinesGiveNormalisedImagesOfTheirSize() {
        Normalize normalize = Normalize.imageNet();
        List<Pipeline> all = List.of(
                Views.vicReg(224, normalize).get(0),
                Views.vicReg(224, normalize).get(1),
                Views.iJepa(224, normalize).get(0),
                Views.small(224, 0.2, 1, normalize),
                Views.centre(256, 224, normalize));
        for (Pipeline pipeline : all) {
            Planes view = pipeline.apply(TestImages.random(3, 300, 400, 1), 0, 0, 0, 0);
            assertThat(new int[] {view.channels(), view.height(), view.width()}).containsExactly(3, 224, 224);
            for (int i = 0; i < view.planeSize(); i += 97) {
                assertThat(view.values()[i]).isBetween(-0.486f / 0.229f, 0.516f / 0.229f);
            }
        }
    }

    @Test
    void pipelineNamesItsSettings() {
        assertThat(Pipeline.of(new Solarize(0.5)).then(new HorizontalFlip(0.25)))
                .hasToString("Pipeline[steps=[Solarize[threshold=0.5], HorizontalFlip[probability=0.25]]]");
    }
}
