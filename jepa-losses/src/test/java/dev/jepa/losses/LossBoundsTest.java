package dev.jepa.losses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.testing.ConfigurationBounds;
import dev.jepa.losses.barlow.BarlowTwins;
import dev.jepa.losses.codingrate.CodingRate;
import dev.jepa.losses.collapse.ActionSensitivity;
import dev.jepa.losses.collapse.CovarianceSpectrum;
import dev.jepa.losses.collapse.Lidar;
import dev.jepa.losses.collapse.Spread;
import dev.jepa.losses.contrastive.Hinge;
import dev.jepa.losses.contrastive.InfoNce;
import dev.jepa.losses.contrastive.MoCo;
import dev.jepa.losses.contrastive.NtXent;
import dev.jepa.losses.contrastive.SquareSquare;
import dev.jepa.losses.contrastive.TripletMargin;
import dev.jepa.losses.energy.DiscreteLatent;
import dev.jepa.losses.energy.GradientLatent;
import dev.jepa.losses.energy.LatentRegularizer;
import dev.jepa.losses.energy.NoisyLatent;
import dev.jepa.losses.energy.SparseLatent;
import dev.jepa.losses.ica.CovarianceIca;
import dev.jepa.losses.ica.FastIca;
import dev.jepa.losses.ica.IndependenceCriterion;
import dev.jepa.losses.ica.RandomProjector;
import dev.jepa.losses.siamese.Dino;
import dev.jepa.losses.sigreg.Bcs;
import dev.jepa.losses.sigreg.EppsPulley;
import dev.jepa.losses.sigreg.LeJepa;
import dev.jepa.losses.sigreg.SigReg;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.uniformity.Uniformity;
import dev.jepa.losses.vicreg.VicReg;
import dev.jepa.losses.vicregl.VicRegL;
import dev.jepa.losses.whitening.WMse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No weight, temperature or count that makes no sense gets past a loss's constructor. */
class LossBoundsTest {
    static Stream<Record> configurations() {
        IndependenceCriterion criterion = IndependenceCriterion.acrossComponents(4);
        return Stream.of(
                VicReg.official(),
                VicRegL.official(),
                BarlowTwins.official(),
                new Bcs(10, SigReg.ebJepa()),
                EppsPulley.leJepa(),
                EppsPulley.ebJepa(),
                LeJepa.official(),
                SigReg.leJepa(),
                CodingRate.mcr2(.5),
                new WMse(16, .1),
                new Uniformity(2),
                Dino.official(),
                SequenceRegularizer.ebJepa(),
                new Hinge(1),
                new SquareSquare(1),
                new TripletMargin(1),
                new InfoNce(.1),
                new NtXent(.1),
                new MoCo(.1),
                new DiscreteLatent(2, 1),
                new GradientLatent(2, LatentRegularizer.none(), 5, .1),
                new NoisyLatent(2, 5, 1, 1, Rng.of(1)),
                new SparseLatent(2, .1, 5, .1),
                criterion,
                new RandomProjector.PerComponent(4),
                new RandomProjector.Mixing(4),
                CovarianceIca.of(criterion),
                FastIca.of(FastIca.Contrast.LOGCOSH),
                Lidar.official());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void numbersThatMakeNoSenseAreRefusedByName(Record configuration) {
        ConfigurationBounds.check(configuration, Set.of("inverseTemperature"));
    }

    @Test
    void allConfigurationsAreLookedAt() {
        Set<Class<?>> all = new HashSet<>(ConfigurationBounds.configurations(VicReg.class, "dev.jepa.losses"));
        all.removeAll(
                List.of(ActionSensitivity.class, CovarianceSpectrum.Slope.class, FastIca.Fit.class, Spread.class));
        all.removeAll(configurations().map(Record::getClass).toList());
        assertThat(all).isEmpty();
    }
}
