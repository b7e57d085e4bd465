package io.agentaiops.local.engine;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How Kafka is reached: the settings that services read from {@code KAFKA_*}, for clients of this program. */
public final class KafkaSettings {

    private static final String PREFIX = "KAFKA_";

    private KafkaSettings() {}

    /** Settings of a client of that cluster, as the environment of this program has them. */
    public static Map<String, Object> of(String bootstrapServers) {
        return of(bootstrapServers, System.getenv());
    }

    /**
     * Settings of a client of that cluster: {@code KAFKA_SECURITY_PROTOCOL} becomes {@code security.protocol} and so on, as
     * Quarkus does it.
     */
    static Map<String, Object> of(String bootstrapServers, Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                settings.put(
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
