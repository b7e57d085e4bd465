package io.agentaiops.architecturerules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules, for the module whose classes live under {@code base}. */
final class HouseRules {

    private static final List<String> SERVICES =
            List.of("agentgateway", "toolrunner", "ragindexer", "opsscheduler", "alertrouter");

    private final String base;

    HouseRules(String base) {
        this.base = base;
    }

    /** Every rule by its name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put("no service imports another", noForeignService());
        rules.put("features form no cycle", noCycles());
        rules.put("REST stays at the edge", restAtTheEdge());
        rules.put("Kafka stays in the bus", kafkaInTheBus());
        rules.put("constructor injection only", constructorInjection());
        rules.put("names say what a class is", namesThatSaySomething());
        return rules;
    }

    private ArchRule noForeignService() {
        String[] foreign = SERVICES.stream()
                .map(service -> "io.agentaiops." + service + "..")
                .filter(pattern -> !pattern.startsWith(base + "."))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(foreign)
                .because("services share events and nothing else: say it as an event, or ask the other's REST API");
    }

    private ArchRule noCycles() {
        return slices().matching(base + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package that needs its user has two reasons to change: move the shared type down, or invert"
                        + " the dependency with an interface")
                .allowEmptyShould(true);
    }

    private ArchRule restAtTheEdge() {
        DescribedPredicate<JavaClass> edge = simpleNameEndingWith("Resource")
                .or(simpleNameEndingWith("Client"))
                .or(simpleNameEndingWith("Route"))
                .or(simpleNameEndingWith("Filter"))
                .or(simpleNameEndingWith("Mapper"))
                .or(resideInAnyPackage("..problem..", "..proxy..", "..security.."));
        return classes()
                .that(topLevelOutside(edge))
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("jakarta.ws.rs..")))
                .because("a resource turns a request into a call of the domain and its outcome into a response; what"
                        + " lies behind it must not know of HTTP")
                .allowEmptyShould(true);
    }

    private ArchRule kafkaInTheBus() {
        return classes()
                .that()
                .resideInAPackage(base + "..")
                .and()
                .resideOutsideOfPackages(
                        "io.agentaiops.eventbus..",
                        "io.agentaiops.local..",
                        "io.agentaiops.e2e..",
                        "io.agentaiops.bench..")
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("org.apache.kafka..")))
                .because("events are said through Outbox or DirectPublisher and heard through Subscriptions: that is"
                        + " where order, repetition and dead letters are taken care of")
                .allowEmptyShould(true);
    }

    private ArchRule constructorInjection() {
        return noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(base + "..")
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .because("collaborators given to the constructor are final, visible, and few")
                .allowEmptyShould(true);
    }

    private ArchRule namesThatSaySomething() {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common)")
                .because(
                        "such a name says nothing: name the role, or move the method to the type of its first argument");
    }

    private DescribedPredicate<JavaClass> topLevelOutside(DescribedPredicate<JavaClass> edge) {
        return DescribedPredicate.describe("are behind the edge of " + base, type -> {
            JavaClass top = type;
            while (top.getEnclosingClass().isPresent()) {
                top = top.getEnclosingClass().get();
            }
            return top.getPackageName().startsWith(base) && !edge.test(top);
        });
    }
}
