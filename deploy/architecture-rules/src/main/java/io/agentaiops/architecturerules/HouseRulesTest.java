package io.agentaiops.architecturerules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Extend it in a module's tests: every rule of the house becomes a test over the module's main classes. */
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

    @TestFactory
    Stream<DynamicTest> houseRules() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(base);
        return new HouseRules(base)
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(classes)));
    }
}
