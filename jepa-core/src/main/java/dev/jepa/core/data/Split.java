package dev.jepa.core.data;

/** The customary parts of a benchmark data set. */
public enum Split {
    TRAIN,
    TEST
}
