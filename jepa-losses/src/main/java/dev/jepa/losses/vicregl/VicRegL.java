package dev.jepa.losses.vicregl;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;
import dev.jepa.losses.vicreg.VarianceCovariance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * VICRegL: VICReg on whole images and on matched places of their feature maps.
 *
 * <pre>
 * total  = alpha global + (1 - alpha) local,   each lambda invariance + mu variance + nu covariance
 * global = invariance over pairs (i, j) of views, i large; variance and covariance averaged over all views
 * local  = over the same pairs and both directions: places matched by features plus places matched by location,
 *          variance and covariance over the batch at each place, averaged over places and both sides
 * </pre>
 *
 * <p>The first two views are large; pairs start from them. Averaging over views makes the variance term of one pair VICReg's,
 * and the covariance term half of it. Differs from the authors' code: their fast local path ({@code --fast-vc-reg})
 * overwrites the covariance in a loop and is not offered.
 *
 * <p>Source: arXiv 2210.01571, section 3, and the authors' code.
 *
 * @param alpha the share of the global loss
 * @param invariance lambda
 * @param variance mu
 * @param covariance nu
 * @param matchesFrom matches kept from a large view to another
 * @param matchesBack matches kept in the other direction
 * @param allFeatureMatches whether matching by features keeps every place instead
 */
public record VicRegL(
        double alpha,
        double invariance,
        double variance,
        double covariance,
        int matchesFrom,
        int matchesBack,
        boolean allFeatureMatches) {
    private static final int LARGE = 2;

    public VicRegL {
        Bounds.maybe("VicRegL.official()")
                .share("alpha", alpha)
                .notNegative("invariance", invariance)
                .notNegative("variance", variance)
                .notNegative("covariance", covariance)
                .atLeast(1, "matchesFrom", matchesFrom)
                .atLeast(1, "matchesBack", matchesBack);
    }

    /** The authors' for ConvNeXt: alpha 0.75, weights 25, 25, 1, matches 20 and 4, all places by features. */
    public static VicRegL official() {
        return new VicRegL(0.75, 25, 25, 1, 20, 4, true);
    }

    /** The loss of at least two views, the first two of them large. */
    public Terms loss(List<LocalView> views) {
        if (views.size() < LARGE) {
            throw new IllegalArgumentException(
                    "VICRegL needs at least two views but got " + views.size() + ".\nMaybe add the second large crop.");
        }
        Part global = global(views);
        Part local = local(views);
        Tensor total = weighted(global).mul(alpha).add(weighted(local).mul(1 - alpha));
        return new Terms(total, global, local);
    }

    private Tensor weighted(Part part) {
        return part.invariance()
                .mul(invariance)
                .add(part.variance().mul(variance))
                .add(part.covariance().mul(covariance));
    }

    private static Part global(List<LocalView> views) {
        List<Tensor> invariances = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            for (int j = 0; j < views.size(); j++) {
                if (i != j) {
                    Tensor x = views.get(i).embedding();
                    Tensor y = views.get(j).embedding();
                    Embeddings.requirePair(x, y, 2);
                    invariances.add(Losses.mse(x, y));
                }
            }
        }
        List<Tensor> variances = new ArrayList<>();
        List<Tensor> covariances = new ArrayList<>();
        for (LocalView view : views) {
            variances.add(VarianceCovariance.variance(view.embedding(), 1));
            covariances.add(VarianceCovariance.covariance(view.embedding()));
        }
        return new Part(mean(invariances), mean(variances), mean(covariances));
    }

    private Part local(List<LocalView> views) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < LARGE; i++) {
            for (int j = 0; j < views.size(); j++) {
                if (i != j) {
                    LocalView x = views.get(i);
                    LocalView y = views.get(j);
                    parts.add(byFeatures(x, y, matchesFrom));
                    parts.add(byFeatures(y, x, matchesBack));
                    parts.add(byLocation(x, y, matchesFrom));
                    parts.add(byLocation(y, x, matchesBack));
                }
            }
        }
        // directions are averaged, features and locations added: twice the mean of all four
        return new Part(
                mean(parts.stream().map(Part::invariance).toList()).mul(2.0),
                mean(parts.stream().map(Part::variance).toList()).mul(2.0),
                mean(parts.stream().map(Part::covariance).toList()).mul(2.0));
    }

    private Part byFeatures(LocalView from, LocalView to, int count) {
        return matched(from, to, Matching.nearest(from.map(), to.map(), allFeatureMatches ? Integer.MAX_VALUE : count));
    }

    private Part byLocation(LocalView from, LocalView to, int count) {
        return matched(from, to, Matching.nearest(from.locations(), to.locations(), count));
    }

    private static Part matched(LocalView from, LocalView to, Matching matching) {
        Tensor x = from.map().gatherTokens(matching.places()).transpose(0, 1); // [K, B, C]
        Tensor y = to.map().gatherTokens(matching.candidates()).transpose(0, 1); // [K, B, C]
        return new Part(
                Losses.mse(x, y),
                mean(List.of(VarianceCovariance.variance(x, 1), VarianceCovariance.variance(y, 1))),
                mean(List.of(VarianceCovariance.covariance(x), VarianceCovariance.covariance(y))));
    }

    private static Tensor mean(List<Tensor> terms) {
        Tensor sum = terms.get(0);
        for (Tensor term : terms.subList(1, terms.size())) {
            sum = sum.add(term);
        }
        return sum.div((double) terms.size());
    }

    /**
     * Unweighted terms, all scalars.
     *
     * @param invariance disagreement of views or of matched places
     * @param variance lack of variation of single features
     * @param covariance covariation of different features
     */
    public record Part(Tensor invariance, Tensor variance, Tensor covariance) {}

    /**
     * The weighted sum and its unweighted parts.
     *
     * @param total what is minimised, a scalar
     * @param global of whole images
     * @param local of matched places
     */
    public record Terms(Tensor total, Part global, Part local) implements LossTerms {
        /** The global parts under their names, the local ones as {@code local_invariance} and so on. */
        @Override
        public Map<String, Tensor> named() {
            Map<String, Tensor> named = new LinkedHashMap<>();
            named.put("invariance", global.invariance());
            named.put("variance", global.variance());
            named.put("covariance", global.covariance());
            named.put("local_invariance", local.invariance());
            named.put("local_variance", local.variance());
            named.put("local_covariance", local.covariance());
            return named;
        }
    }
}
