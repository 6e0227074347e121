package dev.jepa.planning.uncertainty;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * M world models as one: its state is theirs side by side, [B, M D], so that every planner can plan through all of them at once.
 *
 * <pre>{@code
 * Ensemble ensemble = new Ensemble(members);
 * EnergyFunction cost = ensemble.risk(GoalDistance.sum(goal), new Risk.ConditionalValue(0.2));
 * }</pre>
 */
public final class Ensemble implements WorldModel {
    private final List<WorldModel> members;

    /** An ensemble; the members' states must have one width. */
    public Ensemble(List<? extends WorldModel> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one member but got none.");
        }
        this.members = List.copyOf(members);
    }

    @Override
    public Tensor encode(Tensor observations) {
        return Tensors.concat(
                members.stream().map(member -> member.encode(observations)).toList(), 1);
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        List<Tensor> parts = split(states, 1);
        List<Tensor> next = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            next.add(members.get(m).predict(parts.get(m), actions));
        }
        return Tensors.concat(next, 1);
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        List<Tensor> parts = split(states, 1);
        List<Tensor> unrolled = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            unrolled.add(members.get(m).unroll(parts.get(m), actions));
        }
        return Tensors.concat(unrolled, 2);
    }

    /** The risk of a cost that each member's states have. */
    public EnergyFunction risk(EnergyFunction cost, Risk risk) {
        return risk(Collections.nCopies(members.size(), cost), risk);
    }

    /** The risk of costs, one for each member: for members with encoders, and so goals, of their own. */
    public EnergyFunction risk(List<? extends EnergyFunction> costs, Risk risk) {
        if (costs.size() != members.size()) {
            throw new IllegalArgumentException(
                    "each of " + members.size() + " members needs a cost but there were " + costs.size() + ".");
        }
        return (states, actions) -> {
            List<Tensor> parts = split(states, 2);
            List<Tensor> each = new ArrayList<>();
            for (int m = 0; m < parts.size(); m++) {
                each.add(costs.get(m).energy(parts.get(m), actions));
            }
            return risk.of(Tensors.stack(each, 0));
        };
    }

    /** Mean over features of the variance over members at the last step, [B]: how little the members agree. */
    public EnergyFunction disagreement() {
        return (states, actions) -> {
            Tensor last = states.select(1, states.size(1) - 1);
            return Tensors.stack(split(last, 1), 0).var(0, 0).mean(1);
        };
    }

    private List<Tensor> split(Tensor states, int axis) {
        long width = states.size(axis);
        if (width % members.size() != 0) {
            throw new IllegalArgumentException("states of an ensemble of " + members.size()
                    + " have a width that it divides but had " + width + ".\nMaybe encode with the ensemble itself.");
        }
        return states.split((int) (width / members.size()), axis);
    }
}
