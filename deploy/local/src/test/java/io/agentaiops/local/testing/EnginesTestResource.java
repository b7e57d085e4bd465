package io.agentaiops.local.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Starts real engines for a module's {@code @QuarkusTest}s and configures the service to use them.
 *
 * <p>The argument {@code engines} names what to start ({@code kafka,postgres,opensearch}). An engine starts once per test
 * JVM, however often Quarkus restarts the service, and ends with the JVM. When {@code AIOPS_TEST_KAFKA},
 * {@code AIOPS_TEST_DB_URL} (with {@code _USER}, {@code _PASSWORD}) or {@code AIOPS_TEST_OPENSEARCH} is set, that engine
 * is used instead.
 */
public final class EnginesTestResource implements QuarkusTestResourceLifecycleManager {

    private Set<String> engines = Set.of();

    @Override
    public void init(Map<String, String> arguments) {
        engines = Arrays.stream(
                        arguments.getOrDefault("engines", "kafka,postgres").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Map<String, String> start() {
        return TestEngines.start(engines);
    }

    /** Nothing stops here: Quarkus may start the service anew for another profile of the same JVM. */
    @Override
    public void stop() {}
}
