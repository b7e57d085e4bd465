package io.agentaiops.toolrunner.policy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Loads {@code policy.yaml}: the operator's own from the configuration directory when there is one, else the one that
 * ships inside. A policy that cannot be read stops the service from starting.
 */
@ApplicationScoped
public final class PolicySource {

    private static final Logger LOG = Logger.getLogger(PolicySource.class);
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private PolicySource() {}

    /** The policy that is in force. */
    @Produces
    @Singleton
    static CommandPolicy policy(@ConfigProperty(name = "AIOPS_CONFIG_DIR") Optional<String> directory) {
        Optional<Path> own = directory.map(dir -> Path.of(dir, "policy.yaml")).filter(Files::isRegularFile);
        LOG.infof("terminal policy: %s", own.map(Path::toString).orElse("the one that ships with tool-runner"));
        return own.map(PolicySource::read).orElseGet(PolicySource::shipped);
    }

    /** The policy that ships inside. */
    public static CommandPolicy shipped() {
        try (InputStream in = Objects.requireNonNull(PolicySource.class.getResourceAsStream("/policy.yaml"))) {
            return parse(in.readAllBytes(), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommandPolicy read(Path file) {
        try {
            return parse(Files.readAllBytes(file), System.getenv());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("the terminal policy " + file + " is wrong: " + e.getMessage(), e);
        }
    }

    static CommandPolicy parse(byte[] yaml, Map<String, String> environment) throws IOException {
        return new CommandPolicy(YAML.readValue(yaml, PolicyDocument.class), environment);
    }
}
