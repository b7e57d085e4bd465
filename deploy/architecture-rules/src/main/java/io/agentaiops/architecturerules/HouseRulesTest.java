package io.agentaiops.architecturerules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Extend it in a module's tests: every rule of the house becomes a test over the module's main classes, and its
 * migrations are read for what the release before them would not survive.
 */
public abstract class HouseRulesTest {

    private final String base;

    /**
     * Takes the module.
     *
     * @param base the module's base package, such as {@code io.agentaiops.toolrunner}
     */
    protected HouseRulesTest(String base) {
        this.base = base;
    }

    /** See {@link MigrationRules} for what is wrong and where exceptions stand. */
    @Test
    void migrationsLeaveTheReleaseBeforeRunning() throws IOException {
        Path migrations = Path.of("src/main/resources/db");
        if (Files.isDirectory(migrations)) {
            var problems = MigrationRules.problems(migrations, Path.of("src/test/resources/migrations.allowed"));
            Assertions.assertTrue(problems.isEmpty(), () -> "\n" + String.join("\n", problems));
        }
    }

    /** {@code -Daiops.reference.write} writes it anew. */
    @Test
    void referenceAgreesWithTheRestInterface() throws IOException {
        String service = String.valueOf(Path.of("").toAbsolutePath().getFileName());
        if (!base.equals("io.agentaiops." + service.replace("-", ""))
                || !Files.isDirectory(Path.of("../deploy/docs"))) {
            return;
        }
        Path reference = Path.of("../deploy/docs/reference/rest-" + service + ".md");
        String now = RestReference.document(service, classes());
        if (System.getProperty("aiops.reference.write") != null) {
            Files.createDirectories(reference.resolveSibling("."));
            Files.writeString(reference, now);
        }
        Assertions.assertEquals(
                now,
                Files.exists(reference) ? Files.readString(reference) : "",
                () -> "run with -Daiops.reference.write to write " + reference.normalize() + " anew");
    }

    @TestFactory
    Stream<DynamicTest> houseRules() {
        JavaClasses classes = classes();
        return new HouseRules(base)
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(classes)));
    }

    private JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(base);
    }
}
