package io.agentaiops.eventbus.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceConfigTest {

    private static final String EXPORTED_TO = "quarkus.otel.exporter.otlp.endpoint";

    @Test
    void withoutAnyVariableSpansAreKeptAndNoCollectorGetsThem() throws IOException {
        SmallRyeConfig config = config(Map.of());

        assertThat(config.getConfigMapping(TraceConfig.class).keep()).isTrue();
        // Quarkus takes a blank for none, and no value at all for a collector on this machine.
        assertThat(config.getValue(EXPORTED_TO, String.class)).isBlank();
    }

    @ParameterizedTest
    @CsvSource({"'',''", "' ',''", "http://127.0.0.1:4317,http://127.0.0.1:4317", "https://c:1/a,https://c:1/a"})
    void anEndpointThatIsEmptyIsNone(String named, String exportedTo) throws IOException {
        SmallRyeConfig config = config(Map.of("AIOPS_OTLP_ENDPOINT", named));

        assertThat(config.getValue(EXPORTED_TO, String.class).strip()).isEqualTo(exportedTo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector:4317", "grpc://collector:4317", "http://", "nonsense"})
    void anEndpointThatIsNoneIsRefusedByTheNameOfItsVariable(String named) {
        assertThatThrownBy(() -> config(Map.of("AIOPS_OTLP_ENDPOINT", named)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("AIOPS_OTLP_ENDPOINT");
    }

    @Test
    void aProtocolThatIsNoneIsRefusedByTheNameOfItsVariable() {
        assertThatThrownBy(() -> config(Map.of("AIOPS_OTLP_PROTOCOL", "http")))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("AIOPS_OTLP_PROTOCOL");
    }

    private static SmallRyeConfig config(Map<String, String> environment) throws IOException {
        Validator validator = Validation.buildDefaultValidatorFactory().getValidator();
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        TraceConfigTest.class.getResource("/META-INF/microprofile-config.properties")))
                .withDefaultValues(environment)
                .withMapping(TraceConfig.class)
                .withValidator(new BeanValidationConfigValidator() {
                    @Override
                    public Validator getValidator() {
                        return validator;
                    }
                })
                .build();
    }
}
