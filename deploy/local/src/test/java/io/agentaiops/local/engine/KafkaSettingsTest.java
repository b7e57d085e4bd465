package io.agentaiops.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    @Test
    void variablesBecomeSettingsAsInTheServices() {
        assertThat(KafkaSettings.of(
                        "one:9092,two:9092",
                        Map.of(
                                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "KAFKA_SASL_JAAS_CONFIG", "secret",
                                "KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092",
                                "PATH", "/bin")))
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "secret"),
                        Map.entry("bootstrap.servers", "one:9092,two:9092"));
    }
}
