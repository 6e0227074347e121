package dev.jepa.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.testing.Fixtures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The schedules of the official recipes, written with {@link Schedule}. */
class ScheduleParityTest {
    private final Fixtures ijepa = Fixtures.load("ijepa/schedules");
    private final Fixtures optim = Fixtures.load("optim/schedules");

    @Test
    void ijepaAdvancesItsRateAndDecayBeforeTheUpdateAndItsMomentumAfter() {
        long perEpoch = ijepa.integer("hp.iterations_per_epoch");
        long total = (long) (ijepa.real("hp.ipe_scale") * ijepa.integer("hp.num_epochs") * perEpoch);
        long warmup = (long) (ijepa.real("hp.warmup_epochs") * perEpoch);
        double[] ema = ijepa.doubles("hp.ema");
        assertThat(total).isEqualTo(ijepa.longs("T_max")[0]);

        Schedule rate = new Schedule.WarmupCosine(
                ijepa.real("hp.start_lr"), ijepa.real("hp.ref_lr"), ijepa.real("hp.final_lr"), warmup, total);
        Schedule decay = new Schedule.Cosine(ijepa.real("hp.wd"), ijepa.real("hp.final_wd"), total);
        Schedule momentum = new Schedule.Linear(ema[0], ema[1], total);
        long[] steps = ijepa.longs("step");
        ijepa.assertClose("lr", values(rate, steps, 1), 1e-12);
        ijepa.assertClose("wd", values(decay, steps, 1), 1e-12);
        ijepa.assertClose("momentum", values(momentum, steps, 0), 1e-12);
    }

    @Test
    void vicRegAndBarlowTwinsWarmUpForTenEpochs() {
        double batches = optim.integer("hp.batch_size") / 256.0;
        optim.assertClose("vicreg.lr", tenEpochs(optim.real("hp.base_lr") * batches), 1e-12);
        optim.assertClose("barlow.lr_weights", tenEpochs(optim.real("hp.barlow_lr_weights") * batches), 1e-12);
        optim.assertClose("barlow.lr_biases", tenEpochs(optim.real("hp.barlow_lr_biases") * batches), 1e-12);
    }

    private double[] tenEpochs(double peak) {
        return values(fromZero(peak, peak * 0.001, 10), optim.longs("step"), 0);
    }

    @Test
    void vicRegL() {
        double peak = optim.real("hp.base_lr") * optim.integer("hp.batch_size") / 256;
        Schedule rate =
                fromZero(peak, peak * optim.real("hp.vicregl_end_ratio"), optim.integer("hp.vicregl_warmup_epochs"));
        optim.assertClose("vicregl.lr", values(rate, optim.longs("step"), 0), 1e-12);
    }

    private Schedule fromZero(double peak, double end, int warmupEpochs) {
        long perEpoch = optim.integer("hp.steps_per_epoch");
        return new Schedule.WarmupCosine(0, peak, end, warmupEpochs * perEpoch, optim.integer("hp.epochs") * perEpoch);
    }

    @Test
    void ebJepaStartsFromOneHundredMillionth() {
        long total = (long) optim.integer("hp.epochs") * optim.integer("hp.steps_per_epoch");
        double peak = optim.real("hp.eb_lr");
        Schedule rate = new Schedule.WarmupCosine(
                1e-8 * peak,
                peak,
                optim.real("hp.eb_min_lr"),
                (long) (optim.real("hp.eb_warmup_ratio") * total),
                total);
        optim.assertClose("ebjepa.cosine_with_warmup", values(rate, optim.longs("step"), 0), 1e-9);
    }

    /** Per epoch; the peak is reached one epoch early and held for one. The official pi is 3.14159, the cosine float32. */
    @Test
    void ebJepaImages() {
        long epochs = optim.integer("hp.im_epochs");
        long warmup = optim.integer("hp.im_warmup");
        double peak = optim.real("hp.im_base");
        Schedule rate = new Schedule.Sequence(
                new Schedule.Linear(optim.real("hp.im_start"), peak, warmup - 1),
                warmup,
                new Schedule.Cosine(peak, optim.real("hp.im_min"), epochs - warmup));
        long[] all = new long[(int) epochs];
        Arrays.setAll(all, epoch -> epoch);
        optim.assertClose("ebjepa_image.warmup_cosine", values(rate, all, 0), 2e-6);
    }

    private static double[] values(Schedule schedule, long[] steps, long offset) {
        return Arrays.stream(steps)
                .mapToDouble(step -> schedule.at(step + offset))
                .toArray();
    }
}
