package dev.jepa.planning.agent;

/** What the fits of actor and critic have in common. */
final class Fitting {
    private Fitting() {}

    /** Refuses fits without steps or samples, and rates that no optimiser takes. */
    static void require(int steps, int batch, double learningRate) {
        if (steps < 1 || batch < 1 || !(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException(
                    "steps and batch must be >= 1 and learningRate > 0 and finite but they were %d, %d and %s."
                            .formatted(steps, batch, learningRate));
        }
    }
}
