package dev.jepa.models.jea;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Losses of two views, averaged over all pairs of more; small crops are paired with large ones only. */
final class ViewPairs {
    private ViewPairs() {}

    /** A loss of the views i and j. */
    @FunctionalInterface
    interface OfPair {
        LossTerms loss(int i, int j);
    }

    static LossTerms mean(ViewOutputs views, OfPair loss) {
        int count = views.embeddings().size();
        List<Tensor> totals = new ArrayList<>();
        Map<String, List<Tensor>> terms = new LinkedHashMap<>();
        for (int i = 0; i < views.large(); i++) {
            for (int j = i + 1; j < count; j++) {
                LossTerms pair = loss.loss(i, j);
                totals.add(pair.total());
                pair.named().forEach((name, term) -> terms.computeIfAbsent(name, ignored -> new ArrayList<>())
                        .add(term));
            }
        }
        Map<String, Tensor> means = new LinkedHashMap<>();
        terms.keySet().forEach(name -> means.put(name, mean(Objects.requireNonNull(terms.get(name)))));
        return LossTerms.of(mean(totals), means);
    }

    private static Tensor mean(List<Tensor> scalars) {
        return scalars.size() == 1 ? scalars.get(0) : Tensors.stack(scalars, 0).mean();
    }
}
