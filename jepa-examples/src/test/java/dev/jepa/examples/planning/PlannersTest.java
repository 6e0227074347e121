package dev.jepa.examples.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.examples.recipe.UsageException;
import dev.jepa.planning.planner.RefinedPlanner;
import org.junit.jupiter.api.Test;

class PlannersTest {
    @Test
    void twoNamesMakeOneAfterTheOtherWithTheRoundsOfBoth() {
        Planners.Choice both = Planners.find("cem+gradient");
        int first = Planners.find("cem").iterations();
        int second = Planners.find("gradient").iterations();
        assertThat(both.iterations()).isEqualTo(first + second);
        assertThat(both.gradients()).isTrue();
        assertThat(both.planner())
                .isInstanceOfSatisfying(RefinedPlanner.class, planner -> assertThat(planner.share() * both.iterations())
                        .isEqualTo(first));
    }

    @Test
    void aNameThatIsNoneListsTheAllowedOnes() {
        assertThatThrownBy(() -> Planners.find("cme"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("There is no planner 'cme'")
                .hasMessageContaining("gradient, cem, icem, mppi, random-shooting, cma-es, ilqr, tree-search")
                .hasMessageEndingWith("\nMaybe 'cem' was meant.");
        assertThatThrownBy(() -> Planners.find("cem+")).hasMessageContaining("There is no planner ''");
    }

    @Test
    void withoutGradientsOnlyPlannersThatSampleAreLeft() {
        assertThat(Planners.names(true)).contains("gradient", "ilqr", "cem+gradient");
        assertThat(Planners.names(false))
                .containsExactly("cem", "icem", "mppi", "random-shooting", "cma-es", "tree-search");
    }
}
