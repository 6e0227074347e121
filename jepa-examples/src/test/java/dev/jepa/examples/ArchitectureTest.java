package dev.jepa.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what docs/architecture.md says about who may know whom. */
class ArchitectureTest {
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ArchitectureTest::isNoTestJar)
                .importPackages("dev.jepa");
    }

    private static boolean isNoTestJar(Location location) {
        return !location.contains("-tests.jar");
    }

    @Test
    void allModulesAreSeen() {
        for (String module : new String[] {"core", "examples"}) {
            assertThat(classes.stream().anyMatch(c -> c.getPackageName().startsWith("dev.jepa." + module + ".")))
                    .as("classes of " + module)
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0} does not see {1}")
    @CsvSource({
        "core, losses",
        "core, models",
        "core, planning",
        "core, examples",
        "losses, models",
        "losses, planning",
        "losses, examples",
        "models, planning",
        "models, examples",
        "planning, losses",
        "planning, models",
        "planning, examples",
    })
    void modulesSeeOnlyThoseBelow(String upper, String lower) {
        noClasses()
                .that()
                .resideInAPackage("dev.jepa." + upper + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.jepa." + lower + "..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.jepa.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void djlStaysBehindTheTensor() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.jepa.core.tensor", "dev.jepa.core.interop")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(classes);
    }
}
