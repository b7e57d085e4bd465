package io.agentaiops.toolrunner.sandbox;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes sandboxes for tests. */
final class Sandboxes {

    private Sandboxes() {}

    /** With these values of {@code aiops.sandbox}. */
    static Sandbox of(Map<String, String> settings) {
        SandboxConfig config = config(settings);
        return new Sandbox(config, new Executables(config));
    }

    static SandboxConfig config(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("aiops.sandbox." + name, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(SandboxConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SandboxConfig.class);
    }
}
