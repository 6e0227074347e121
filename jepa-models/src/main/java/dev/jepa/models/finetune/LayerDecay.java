package dev.jepa.models.finetune;

import dev.jepa.core.optim.ParameterGroup;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learning rates that fall by a factor with each block towards the input, since early layers hold what is general.
 *
 * <pre>
 * rate of a parameter = rate decay^(L + 1 - layer)
 * layer: 0 before the first of L blocks, i + 1 in block i, L + 1 behind the last one: final norm and head
 * </pre>
 *
 * <p>Biases and 1-D parameters do not decay in weight. Blocks are recognised by their names: {@code blocks.0} of transformers,
 * {@code layer1.0} of residual networks. Source: BEiT, arXiv 2106.08254, and MAE, arXiv 2111.06377, table 9.
 */
public final class LayerDecay implements ParameterRule {
    private static final Pattern BLOCK = Pattern.compile("(^|.*\\.)(blocks\\.\\d+|layer\\d+\\.\\d+)\\..*");

    private final double decay;
    private final List<String> blocks = new ArrayList<>();
    private final List<String> stem = new ArrayList<>();

    /**
     * The rule for a model.
     *
     * @param decay in (0, 1]; 1 for one rate everywhere
     * @param names of the model's parameters, from input to output as {@code Module.namedParameters} lists them
     */
    public LayerDecay(double decay, Collection<String> names) {
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException("decay must lie in (0, 1] but was " + decay + ".\nMaybe 0.75.");
        }
        this.decay = decay;
        for (String name : names) {
            Matcher matcher = BLOCK.matcher(name);
            if (matcher.matches()) {
                String block = matcher.group(1) + matcher.group(2);
                if (!blocks.contains(block)) {
                    blocks.add(block);
                }
            } else if (blocks.isEmpty()) {
                stem.add(name);
            }
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the parameters " + List.copyOf(names)
                            + " belongs to a block, so there are no layers to decay over.\nMaybe name the blocks blocks.0, blocks.1 …");
        }
    }

    /** L, the number of blocks. */
    public int blocks() {
        return blocks.size();
    }

    /** The layer of a parameter, in 0 … L + 1. */
    public int layer(String name) {
        Matcher matcher = BLOCK.matcher(name);
        if (matcher.matches()) {
            return blocks.indexOf(matcher.group(1) + matcher.group(2)) + 1;
        }
        return stem.contains(name) ? 0 : blocks.size() + 1;
    }

    @Override
    public ParameterGroup groupOf(String name, Tensor parameter) {
        double scale = Math.pow(decay, blocks.size() + 1.0 - layer(name));
        return ParameterRule.noDecayForBiasesAndNorms().groupOf(name, parameter).atRate(scale);
    }
}
