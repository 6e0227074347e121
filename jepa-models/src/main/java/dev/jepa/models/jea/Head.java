package dev.jepa.models.jea;

import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.models.jea.HeadConfig.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projector or predictor: [N, in] to [N, out].
 *
 * <p>Parts are numbered as in the authors' {@code nn.Sequential}: {@code 0} Linear, {@code 1} BatchNorm, {@code 3} Linear …
 */
public final class Head extends Module {
    private static final double EPSILON = 1e-5;

    private final List<Linear> linears = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final Linear last;
    private final @Nullable BatchNorm lastNorm;

    public Head(int in, HeadConfig config, Init init) {
        int size = in;
        int at = 0;
        for (int next : config.hidden()) {
            linears.add(child("" + at, linear(size, next, config.hiddenBias(), init.at(at))));
            norms.add(child("" + (at + 1), new BatchNorm(next, init.at(at + 1))));
            size = next;
            at += 3;
        }
        boolean bias = config.output() == Output.LINEAR_WITH_BIAS;
        last = child("" + at, linear(size, config.out(), bias, init.at(at)));
        lastNorm = config.output() == Output.NORMALIZED
                ? child("" + (at + 1), BatchNorm.withoutAffine(config.out(), EPSILON, init.at(at + 1)))
                : null;
    }

    private static Linear linear(int in, int out, boolean bias, Init init) {
        return bias ? new Linear(in, out, init) : Linear.withoutBias(in, out, init);
    }

    /** [N, in] to [N, out]. */
    public Tensor forward(Tensor x, Mode mode) {
        Tensor y = x;
        for (int i = 0; i < linears.size(); i++) {
            y = norms.get(i).forward(linears.get(i).forward(y), mode).relu();
        }
        Tensor z = last.forward(y);
        return lastNorm == null ? z : lastNorm.forward(z, mode);
    }
}
