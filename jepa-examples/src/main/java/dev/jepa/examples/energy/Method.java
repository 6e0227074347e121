package dev.jepa.examples.energy;

import dev.jepa.core.nn.Init;
import dev.jepa.losses.energy.DiscreteLatent;
import dev.jepa.losses.energy.InformationTerm;
import java.util.Locale;

/** The ways of shaping an energy that are compared. */
enum Method {
    CONTRASTIVE("square-square loss against uniform y") {
        @Override
        PlaneModel model(Init init) {
            return new ContrastiveModel(init);
        }
    },
    UNREGULARISED("joint embedding, nothing against collapse") {
        @Override
        PlaneModel model(Init init) {
            return new JointEmbeddingModel(DiscreteLatent.of(1), InformationTerm.none(), init);
        }
    },
    VICREG("joint embedding with variance and covariance terms") {
        @Override
        PlaneModel model(Init init) {
            return new JointEmbeddingModel(DiscreteLatent.of(1), VARIANCE_COVARIANCE, init);
        }
    },
    LATENT("the same with a latent variable of six values") {
        @Override
        PlaneModel model(Init init) {
            return new JointEmbeddingModel(new DiscreteLatent(6, 20), VARIANCE_COVARIANCE, init);
        }
    };

    private static final InformationTerm VARIANCE_COVARIANCE = InformationTerm.varianceCovariance(1, 0.2);

    private final String description;

    Method(String description) {
        this.description = description;
    }

    abstract PlaneModel model(Init init);

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }
}
