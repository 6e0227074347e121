package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The model to first and the cost to second order along the best plan of a search. Float64, on the CPU.
 *
 * @param stateJacobian d s_t+1 / d s_t, [H, D, D]
 * @param actionJacobian d s_t+1 / d a_t, [H, D, A]
 * @param stateGradient d cost / d s_t+1, [H, D]
 * @param actionGradient d cost / d a_t, [H, A]
 * @param stateHessian d^2 cost / d s_t+1^2, [H, D, D]
 * @param actionHessian d^2 cost / d a_t^2, [H, A, A]
 */
record Expansion(
        Tensor stateJacobian,
        Tensor actionJacobian,
        Tensor stateGradient,
        Tensor actionGradient,
        Tensor stateHessian,
        Tensor actionHessian) {
    /** Steps of one colour are differentiated at once: what couples neighbours does not disturb then. */
    private static final int COLOURS = 2;

    static Expansion around(Search search) {
        Problem problem = search.problem();
        Tensor actions = search.bestActions();
        Tensor reached = search.bestStates();
        Tensor before = Tensors.concat(List.of(problem.state(), reached.slice(0, 0, problem.horizon() - 1L)), 0);
        search.countModelCalls(problem.horizon());
        List<Tensor> jacobians = jacobians(problem, before, actions);
        List<Tensor> cost = cost(problem, reached, actions);
        return new Expansion(
                onCpu(jacobians.get(0)),
                onCpu(jacobians.get(1)),
                onCpu(cost.get(0)),
                onCpu(cost.get(1)),
                onCpu(cost.get(2)),
                onCpu(cost.get(3)));
    }

    /** Zero where a derivative is not finite, as at the root of zero. */
    private static Tensor onCpu(Tensor x) {
        Tensor moved = x.to(Device.CPU).to(DType.FLOAT64);
        return moved.maskedFill(moved.isFinite().not(), 0);
    }

    /** All steps as one batch, one backward pass for each feature of the next state. */
    private static List<Tensor> jacobians(Problem problem, Tensor before, Tensor actions) {
        Tensor s = Autograd.variable(before);
        Tensor a = Autograd.variable(actions);
        List<Tensor> sums = Autograd.record(() -> {
            Tensor next = problem.model().predict(s, a).sum(0);
            return next.split(1, 0);
        });
        if (!sums.get(0).requiresGradient()) {
            throw new PlanningException("the model has no gradient with respect to states and actions."
                    + "\nMaybe it computes outside of tensors; use a planner that samples, such as CrossEntropy.");
        }
        List<Tensor> byState = new ArrayList<>();
        List<Tensor> byAction = new ArrayList<>();
        for (Tensor sum : sums) {
            List<Tensor> rows = Autograd.gradientsOrZero(sum, List.of(s, a));
            byState.add(rows.get(0));
            byAction.add(rows.get(1));
        }
        return List.of(Tensors.stack(byState, 1), Tensors.stack(byAction, 1));
    }

    /** Gradients and the diagonal blocks of the Hessians. */
    private static List<Tensor> cost(Problem problem, Tensor states, Tensor actions) {
        Tensor x = Autograd.variable(states.unsqueeze(0));
        Tensor y = Autograd.variable(actions.unsqueeze(0));
        return Autograd.record(() -> {
            Tensor linked = x.square().sum().add(y.square().sum()).mul(0); // so that both have gradients of gradients
            Tensor cost = problem.cost().energy(x, y).sum().add(linked);
            List<Tensor> gradients = Autograd.gradientsWithGraph(cost, List.of(x, y));
            Tensor byState = gradients.get(0).squeeze(0);
            Tensor byAction = gradients.get(1).squeeze(0);
            return List.of(byState.detach(), byAction.detach(), blocks(byState, x), blocks(byAction, y));
        });
    }

    /** d gradient[t, i] / d x[t, j] for each t, [H, N, N]. */
    private static Tensor blocks(Tensor gradient, Tensor x) {
        List<Tensor> masks = List.of(colourMask(gradient, 0), colourMask(gradient, 1));
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < gradient.size(1); i++) {
            Tensor component = gradient.select(1, i); // [H]
            Tensor row = masks.get(0).unsqueeze(1).mul(0);
            for (Tensor mask : masks) {
                Tensor part = Autograd.gradientsOrZero(component.mul(mask).sum(), List.of(x))
                        .get(0)
                        .squeeze(0);
                row = row.add(part.mul(mask.unsqueeze(1)));
            }
            rows.add(row);
        }
        return Tensors.stack(rows, 1).detach();
    }

    private static Tensor colourMask(Tensor gradient, int colour) {
        double[] mask = new double[(int) gradient.size(0)];
        for (int t = colour; t < mask.length; t += COLOURS) {
            mask[t] = 1;
        }
        return Tensors.of(mask, mask.length).to(gradient.dtype()).to(gradient.device());
    }
}
