package io.agentaiops.eventbus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint that Quarkus reads, which takes a blank for none and nothing at all for one on this machine. */
class NoCollectorTest {

    @ParameterizedTest
    @CsvSource({"'',''", "' ',''", "http://127.0.0.1:4317,http://127.0.0.1:4317"})
    void anEndpointThatIsEmptyIsNone(String named, String sentTo) throws IOException {
        assertThat(endpoint(Map.of("AIOPS_OTLP_ENDPOINT", named)).strip()).isEqualTo(sentTo);
    }

    private static String endpoint(Map<String, String> environment) throws IOException {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        NoCollectorTest.class.getResource("/META-INF/microprofile-config.properties")))
                .withDefaultValues(environment)
                .build();
        return config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class);
    }
}
