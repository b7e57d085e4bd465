package io.agentaiops.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Engines that somebody else runs; one that is named in the environment is not started here.
 *
 * @param environment the environment of the caller
 */
public record ExternalEngines(Map<String, String> environment) {

    public ExternalEngines {
        environment = Map.copyOf(environment);
    }

    Optional<String> kafka() {
        return set("KAFKA_BOOTSTRAP_SERVERS");
    }

    Optional<String> databaseUrl() {
        return set("AIOPS_DB_URL");
    }

    Optional<String> openSearch() {
        return set("OPENSEARCH_HOSTS");
    }

    /** Where the models are; Ollama is never started by us. */
    public String ollama() {
        return set("OLLAMA_BASE_URL").orElse("http://localhost:11434");
    }

    /** The external engines by name, with their addresses. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        kafka().ifPresent(address -> named.put("kafka", address));
        databaseUrl().ifPresent(address -> named.put("postgres", address));
        openSearch().ifPresent(address -> named.put("opensearch", address));
        return named;
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
