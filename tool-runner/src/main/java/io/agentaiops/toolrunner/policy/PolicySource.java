package io.agentaiops.toolrunner.policy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads policies: a file of the operator's, or the one that ships inside. */
public final class PolicySource {

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private PolicySource() {}

    /** The policy that ships inside. */
    public static CommandPolicy shipped() {
        try (InputStream in = Objects.requireNonNull(PolicySource.class.getResourceAsStream("/policy.yaml"))) {
            return parse(in.readAllBytes(), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws UnusablePolicy saying the file, the line and what is wrong
     */
    static CommandPolicy read(Path file) {
        byte[] yaml = new byte[0];
        try {
            yaml = Files.readAllBytes(file);
            return parse(yaml, System.getenv());
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new UnusablePolicy(file, at == null ? 0 : at.getLineNr(), e.getOriginalMessage());
        } catch (WrongPolicy e) {
            throw new UnusablePolicy(file, lineOf(e.command(), yaml), String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusablePolicy(file, 0, String.valueOf(e.getMessage()));
        }
    }

    static CommandPolicy parse(byte[] yaml, Map<String, String> environment) throws IOException {
        return new CommandPolicy(YAML.readValue(yaml, PolicyDocument.class), environment);
    }

    private static int lineOf(String command, byte[] yaml) {
        List<String> lines = new String(yaml, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(command + ":")) {
                return i + 1;
            }
        }
        return 0;
    }
}
