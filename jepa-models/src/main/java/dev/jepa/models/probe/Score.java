package dev.jepa.models.probe;

import java.util.Map;

/** A share of right answers with its uncertainty. */
public sealed interface Score permits Accuracy, RepeatedAccuracy {
    /** The share of right answers, in [0, 1]. */
    double value();

    /** In percent with the uncertainty, for a table. */
    String text();

    /** Named numbers for JSON. */
    Map<String, Object> toMap();
}
