package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.uniformity.Uniformity;
import java.util.List;

/**
 * Features of a state, its last ones, that are for what never changes in a scene but decides what happens there, such as its walls.
 *
 * <pre>
 * loss = constancy mean (f - mean of f in its scene)^2 + uniformity {@link Uniformity}(means of f by scene)
 * </pre>
 *
 * <p>Unlike the other features these keep what tells scenes apart when variance and covariance are taken. That alone is had from the most
 * conspicuous property of scenes and functions of it; uniformity asks that scenes which share that property come apart too. Legend: G
 * scenes, N states of each, D features of a state.
 *
 * @param count how many features; 0 for none
 * @param constancy weight of the change within scenes, per feature
 * @param uniformity weight of the nearness of scenes
 * @param concentration t of the uniformity: scenes further apart than about 1 / sqrt(t) are left alone
 */
public record SceneFeatures(int count, double constancy, double uniformity, double concentration) {
    /** All features are for the state. */
    public static final SceneFeatures NONE = new SceneFeatures(0, 0, 0, 1);

    public SceneFeatures {
        Bounds.maybe("a count of 0 for none, and a concentration of 2")
                .atLeast(0, "count", count)
                .notNegative("constancy", constancy)
                .notNegative("uniformity", uniformity)
                .positive("concentration", concentration);
    }

    /** So many features that may be the same throughout a scene, and nothing else. */
    public static SceneFeatures free(int count) {
        return new SceneFeatures(count, 0, 0, 1);
    }

    /** Whether there is a loss. */
    boolean isRegularized() {
        return count > 0 && (constancy > 0 || uniformity > 0);
    }

    /** Takes off each scene's mean where features are not for the scene: states [G, N, D]. */
    Tensor withoutScene(Tensor states) {
        Tensor own = states.slice(2, 0, first(states));
        return Tensors.concat(List.of(own.sub(own.meanKeep(1)), scene(states)), 2);
    }

    /** The terms of states [G, N, D]; uniformity needs two scenes. */
    Terms loss(Tensor states) {
        Tensor features = scene(states); // [G, N, count]
        Tensor means = features.meanKeep(1);
        Tensor change = features.sub(means).square().mean();
        Tensor nearness = new Uniformity(concentration).loss(means.squeeze(1));
        return new Terms(change.mul(constancy).add(nearness.mul(uniformity)), change, nearness);
    }

    private Tensor scene(Tensor states) {
        return states.slice(2, first(states), states.size(2));
    }

    private long first(Tensor states) {
        if (count >= states.size(2)) {
            throw new IllegalArgumentException("scene.count must be less than the " + states.size(2)
                    + " features of a state but was " + count + ".");
        }
        return states.size(2) - count;
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param constancy mean squared change of a feature within a scene
     * @param uniformity log of the mean potential of two scenes: 0 when they are all the same
     */
    record Terms(Tensor total, Tensor constancy, Tensor uniformity) implements LossTerms {}
}
