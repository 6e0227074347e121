package dev.jepa.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.jepa.planning.agent.ModularAgent;
import dev.jepa.planning.env.Frame;
import dev.jepa.planning.env.Rollouts;
import dev.jepa.planning.env.tworooms.Geometry;
import dev.jepa.planning.env.tworooms.Layouts;
import dev.jepa.planning.env.tworooms.TwoRoomsConfig;
import dev.jepa.planning.env.tworooms.WalkConfig;
import dev.jepa.planning.mpc.ControlConfig;
import dev.jepa.planning.mpc.SuccessRate;
import dev.jepa.planning.planner.Budget;
import dev.jepa.planning.planner.CmaEs;
import dev.jepa.planning.planner.CrossEntropy;
import dev.jepa.planning.planner.GradientPlanner;
import dev.jepa.planning.planner.Ilqr;
import dev.jepa.planning.planner.ImprovedCrossEntropy;
import dev.jepa.planning.planner.Mppi;
import dev.jepa.planning.planner.RandomShooting;
import dev.jepa.planning.planner.RefinedPlanner;
import dev.jepa.planning.planner.StepRule;
import dev.jepa.planning.roadmap.Blocking;
import dev.jepa.planning.roadmap.PersistentHeadings;
import dev.jepa.planning.roadmap.RoadmapConfig;
import dev.jepa.planning.roadmap.TrackingConfig;
import dev.jepa.planning.uncertainty.OptimisedLatents;
import dev.jepa.planning.uncertainty.Risk;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number of every configuration: one that is impossible is refused by its name, and NaN is never possible. */
class ConfigNumbersTest {
    private static final List<Double> ODD = List.of(
            0.0,
            -1.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            (double) Integer.MAX_VALUE,
            (double) Integer.MIN_VALUE);

    static Stream<Record> configurations() {
        return Stream.of(
                Budget.iterations(3).and(Budget.modelCalls(100)).and(Budget.millis(9)),
                CrossEntropy.Config.standard(),
                ImprovedCrossEntropy.Config.standard(),
                Mppi.Config.standard(),
                CmaEs.Config.standard(),
                Ilqr.Config.standard(),
                GradientPlanner.Config.adam(),
                new StepRule.Adam(0.1),
                new StepRule.Momentum(0.1, 0.9),
                new RandomShooting(10),
                new RefinedPlanner(new RandomShooting(2), new RandomShooting(3), 0.5),
                ControlConfig.of(12, Budget.iterations(1)),
                new SuccessRate(3, 5),
                new ModularAgent.Settings(4, 2, Budget.iterations(1), 100, 10, 0),
                RoadmapConfig.standard(),
                TrackingConfig.standard(),
                Blocking.standard(),
                PersistentHeadings.of(1),
                TwoRoomsConfig.standard(),
                Geometry.standard(),
                WalkConfig.standard(),
                new Layouts.Uniform(20, 45, 10, 55),
                new Rollouts.Plan(0, 3, 4, Rollouts.View.STATE),
                new Frame(1, 2, 3, new byte[6]),
                new Risk.ConditionalValue(0.2),
                OptimisedLatents.Config.worst(1));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void impossibleNumbersAreRefusedByName(Record good) throws ReflectiveOperationException {
        RecordComponent[] components = good.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            for (double odd : ODD) {
                Object number = number(components[i].getType(), odd);
                if (number == null) {
                    continue;
                }
                Throwable refusal = refusal(good, i, number);
                String what = components[i].getName() + " = " + number;
                if (refusal != null) {
                    assertThat(refusal).as(what).isInstanceOf(IllegalArgumentException.class);
                    assertThat(squeezed(refusal.getMessage()))
                            .as(what)
                            .contains(squeezed(components[i].getName()))
                            .contains(squeezed(number.toString()));
                }
                assertThat(refusal != null || !Double.isNaN(odd)).as(what).isTrue();
            }
        }
    }

    /** The odd number as a value of the type, if it is one of numbers that can have it. */
    private static @Nullable Object number(Class<?> type, double odd) {
        if (type == double.class) {
            return odd;
        }
        boolean whole = odd == Math.rint(odd) && !Double.isInfinite(odd);
        if (type == int.class && whole) {
            return (int) odd;
        }
        return type == long.class && whole ? (Object) (long) odd : null;
    }

    /** What a record says to having one component changed; null for nothing. */
    private static @Nullable Throwable refusal(Record good, int index, Object number)
            throws ReflectiveOperationException {
        RecordComponent[] components = good.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            components[i].getAccessor().setAccessible(true);
            values[i] = i == index ? number : components[i].getAccessor().invoke(good);
        }
        Constructor<?> constructor = good.getClass()
                .getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        Throwable thrown = catchThrowable(() -> constructor.newInstance(values));
        return thrown instanceof InvocationTargetException wrapped ? wrapped.getCause() : thrown;
    }

    private static String squeezed(@Nullable String text) {
        return String.valueOf(text).toLowerCase(Locale.ROOT).replaceAll("[\\s*]", "");
    }

    @Test
    void twiceAsManyElitesAsAnIntHoldsAreStillTooMany() {
        assertThatThrownBy(() -> new ImprovedCrossEntropy.Config(64, Integer.MAX_VALUE, 1, 0, 2, 0.3, 1.25))
                .hasMessageContaining("2147483647 and 64");
    }
}
