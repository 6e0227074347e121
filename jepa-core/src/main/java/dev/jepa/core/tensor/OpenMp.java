package dev.jepa.core.tensor;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How LibTorch's threads wait for each other on Linux: GNU OpenMP reads it from the environment once, when it is loaded.
 *
 * <p>By default a thread spins 300,000 times at a barrier before it sleeps. Beside other programs the thread that it waits for may not
 * have a core, and the spinning then keeps it from getting one: a training step takes three times as long beside one busy loop on one of
 * two cores. After 1,000 spins (what OpenMP itself uses when a process has more threads than cores) it takes twice as long, which is
 * this thread's share of the cores, and as long as before on a quiet machine.
 */
final class OpenMp {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);
    private static final String SPINS = "GOMP_SPINCOUNT";
    private static final String BRIEFLY = "1000";

    private OpenMp() {}

    /** To be called before LibTorch is loaded. What the user has chosen, by either of OpenMP's two variables, stays. */
    static void spinBriefly() {
        Map<String, String> environment = System.getenv();
        if (!Platform.isLinux() || environment.containsKey(SPINS) || environment.containsKey("OMP_WAIT_POLICY")) {
            return;
        }
        try {
            // Java's own copy of the environment cannot be changed; OpenMP reads the C library's.
            Function.getFunction("c", "setenv").invokeInt(new Object[] {SPINS, BRIEFLY, 0});
        } catch (LinkageError e) {
            LOG.debug("{} could not be set, so that training is slow beside other programs.", SPINS, e);
        }
    }
}
