package dev.jepa.models.jea;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;

/**
 * The losses that come with the library, as choices of a configuration. Losses of two views are averaged over all pairs where
 * there are more, but for pairs of small crops.
 */
public sealed interface Method extends Objective {

    /** VICReg (arXiv 2105.04906): invariance, variance, covariance. */
    record VicReg(dev.jepa.losses.vicreg.VicReg weights) implements Method {
        /** The authors'. */
        public VicReg() {
            this(dev.jepa.losses.vicreg.VicReg.official());
        }

        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return ViewPairs.mean(
                    views,
                    (i, j) -> weights.loss(
                            views.embeddings().get(i), views.embeddings().get(j)));
        }
    }

    /** Barlow Twins (arXiv 2103.03230): the cross-correlation of two views is the identity. */
    record BarlowTwins(dev.jepa.losses.barlow.BarlowTwins weights) implements Method {
        /** The authors'. */
        public BarlowTwins() {
            this(dev.jepa.losses.barlow.BarlowTwins.official());
        }

        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return ViewPairs.mean(
                    views,
                    (i, j) -> weights.loss(
                            views.embeddings().get(i), views.embeddings().get(j)));
        }
    }

    /** SimSiam (arXiv 2011.10566): predictions point where the other view's embedding does, which gets no gradient. */
    record SimSiam() implements Method {
        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return ViewPairs.mean(
                    views,
                    (i, j) -> dev.jepa.losses.siamese.SimSiam.loss(
                            views.predictions().get(i),
                            views.embeddings().get(i),
                            views.predictions().get(j),
                            views.embeddings().get(j)));
        }

        @Override
        public boolean needsPredictor() {
            return true;
        }
    }

    /** BYOL (arXiv 2006.07733): predictions meet the target network's embedding of the other view on the sphere. */
    record Byol() implements Method {
        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return ViewPairs.mean(
                    views,
                    (i, j) -> dev.jepa.losses.siamese.Byol.loss(
                            views.predictions().get(i),
                            views.targets().get(i),
                            views.predictions().get(j),
                            views.targets().get(j)));
        }

        @Override
        public boolean needsPredictor() {
            return true;
        }

        @Override
        public boolean needsTargetNetwork() {
            return true;
        }
    }

    /** VICRegL (arXiv 2210.01571): VICReg on whole images and on matched places of their maps. */
    record VicRegL(dev.jepa.losses.vicregl.VicRegL weights) implements Method {
        /** The authors'. */
        public VicRegL() {
            this(dev.jepa.losses.vicregl.VicRegL.official());
        }

        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return weights.loss(views.local());
        }

        @Override
        public boolean needsMaps() {
            return true;
        }
    }

    /** LeJEPA (arXiv 2511.08544): views agree with their mean, embeddings are Gaussian. */
    record LeJepa(dev.jepa.losses.sigreg.LeJepa weights) implements Method {
        /** The authors' default. */
        public LeJepa() {
            this(dev.jepa.losses.sigreg.LeJepa.official());
        }

        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            return weights.loss(Tensors.stack(views.embeddings(), 0), views.large(), rng);
        }
    }

    /** NT-Xent, SimCLR's loss (arXiv 2002.05709): a view's partner is told from all other views of the batch. */
    record NtXent(double temperature) implements Method {
        public NtXent {
            new dev.jepa.losses.contrastive.NtXent(temperature);
        }

        /** The paper's for CIFAR-10: 0.5. */
        public NtXent() {
            this(0.5);
        }

        @Override
        public LossTerms loss(ViewOutputs views, Rng rng) {
            var loss = new dev.jepa.losses.contrastive.NtXent(temperature);
            return ViewPairs.mean(
                    views,
                    (i, j) -> loss.loss(
                            views.embeddings().get(i), views.embeddings().get(j)));
        }
    }
}
