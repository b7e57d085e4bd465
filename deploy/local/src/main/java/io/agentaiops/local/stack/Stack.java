package io.agentaiops.local.stack;

import io.agentaiops.local.engine.EngineFiles;
import io.agentaiops.local.engine.KafkaEngine;
import io.agentaiops.local.engine.OpenSearchEngine;
import io.agentaiops.local.engine.PostgresEngine;
import io.agentaiops.local.keys.KeyRing;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One stack of this machine.
 *
 * @param home its folders
 * @param ports its ports
 * @param external engines that somebody else runs for it
 */
public record Stack(StackHome home, StackPorts ports, ExternalEngines external) {

    /** The stack of a checkout with that offset, as the environment has it. */
    public static Stack of(Path root, int offset, Map<String, String> environment) {
        return new Stack(
                StackHome.of(root, Optional.ofNullable(environment.get("AIOPS_HOME")), offset),
                new StackPorts(offset),
                new ExternalEngines(environment));
    }

    public KeyRing keys() {
        return new KeyRing(home.folder());
    }

    public RunStates states() {
        return new RunStates(home.run());
    }

    /** The address of the platform. */
    public String address() {
        return ports.url(Service.AGENT_GATEWAY);
    }

    /** Where the brokers are, ours or somebody else's. */
    public String kafkaAddress() {
        return external.kafka().orElse("127.0.0.1:" + ports.kafka());
    }

    String databaseUrl() {
        return external.databaseUrl()
                .orElse("jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + PostgresEngine.DATABASE);
    }

    String openSearchHosts() {
        return external.openSearch().orElse("127.0.0.1:" + ports.openSearch());
    }

    KafkaEngine kafka(JavaRuntime java) {
        return new KafkaEngine(files(), java.site(home, "kafka"), ports.kafka(), ports.kafkaController());
    }

    PostgresEngine postgres(JavaRuntime java) {
        return new PostgresEngine(
                files(), java.site(home, "postgres"), ports.postgres(), KeyRing.read(keys().databasePassword()));
    }

    OpenSearchEngine openSearch(JavaRuntime java) {
        return new OpenSearchEngine(files(), java.site(home, "opensearch"), ports.openSearch());
    }

    private EngineFiles files() {
        return new EngineFiles(home.engines());
    }
}
