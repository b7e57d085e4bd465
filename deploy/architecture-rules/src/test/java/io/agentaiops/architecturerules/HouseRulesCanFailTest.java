package io.agentaiops.architecturerules;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseRulesCanFailTest {

    private final Map<String, ArchRule> rules = new HouseRules("io.agentaiops.toolrunner").all();

    @ParameterizedTest
    @CsvSource({
        "no service imports another, io.agentaiops.toolrunner.bad, ImportsAnotherService",
        "REST stays at the edge, io.agentaiops.toolrunner.bad, KnowsRest",
        "Kafka stays in the bus, io.agentaiops.toolrunner.bad, KnowsKafka",
        "constructor injection only, io.agentaiops.toolrunner.bad, InjectsFields",
        "names say what a class is, io.agentaiops.toolrunner.bad, StringUtils",
        "features form no cycle, io.agentaiops.toolrunner, NeedsTwo",
    })
    void eachRuleFailsOnItsOffender(String rule, String scope, String offender) {
        var result = requireNonNull(rules.get(rule)).evaluate(classes(scope));

        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(offender);
    }

    @ParameterizedTest
    @CsvSource({"no service imports another", "REST stays at the edge", "Kafka stays in the bus"})
    void aWellBehavedClassPasses(String rule) {
        assertThat(requireNonNull(rules.get(rule))
                        .evaluate(classes("io.agentaiops.toolrunner.good"))
                        .hasViolation())
                .isFalse();
    }

    private static JavaClasses classes(String scope) {
        return new ClassFileImporter().importPackages(scope);
    }
}
