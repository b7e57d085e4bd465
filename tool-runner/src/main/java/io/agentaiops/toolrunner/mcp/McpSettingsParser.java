package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code mcp.yaml}. What it does not know is an error with file, line and reason. {@code ${NAME}} in texts stands
 * for a variable of the environment, so that no secret has to stand in the file.
 */
final class McpSettingsParser {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withCoercionConfig(
                    LogicalType.Map,
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
            .build();

    private record Document(@Nullable Map<String, McpServerSettings> servers) {}

    private McpSettingsParser() {}

    /**
     * The servers by their names.
     *
     * @param file the file's name, for messages
     * @throws IllegalArgumentException when something is wrong: file, line, reason
     */
    static Map<String, McpServerSettings> parse(String file, String yaml, Map<String, String> environment) {
        if (yaml.isBlank()) {
            return Map.of();
        }
        Document document;
        try {
            document = Objects.requireNonNullElse(
                    YAML.readValue(expand(file, yaml, environment), Document.class), new Document(null));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + ", line " + line(yaml, e) + ": " + reason(e), e);
        }
        Map<String, McpServerSettings> servers =
                new TreeMap<>(Objects.requireNonNullElse(document.servers(), Map.of()));
        servers.forEach((name, settings) -> {
            if (!NAME.matcher(name).matches() || name.contains("__")) {
                throw new IllegalArgumentException(file + ": servers." + name
                        + ": a name is of lower-case letters, digits and hyphens, at most 31, and begins with"
                        + " a letter");
            }
            if (settings == null) {
                throw new IllegalArgumentException(file + ": servers." + name + " is empty");
            }
        });
        return servers;
    }

    /** Line by line, so that a missing variable is named with its place; comments are left alone. */
    private static String expand(String file, String yaml, Map<String, String> environment) {
        List<String> lines = yaml.lines().toList();
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (!text.stripLeading().startsWith("#")) {
                Matcher matcher = VARIABLE.matcher(text);
                int number = i + 1;
                text = matcher.replaceAll(
                        match -> Matcher.quoteReplacement(value(file, number, match.group(1), environment)));
            }
            expanded.append(text).append('\n');
        }
        return expanded.toString();
    }

    /** In YAML's double quotes a backslash or a quote would be syntax: such values are not taken. */
    private static String value(String file, int line, String name, Map<String, String> environment) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(file + ", line " + line + ": the environment has no variable " + name);
        }
        if (value.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == '\'')) {
            throw new IllegalArgumentException(file + ", line " + line + ": the value of " + name
                    + " holds quotes, backslashes or control characters");
        }
        return value;
    }

    /**
     * Where the fault is: the line of the last key on the way to it. The parser itself names the place that it had read
     * up to, which is behind the fault.
     */
    private static int line(String yaml, JsonProcessingException e) {
        List<String> lines = yaml.lines().toList();
        int at = 0;
        boolean found = false;
        if (e instanceof JsonMappingException mapping) {
            for (Reference step : mapping.getPath()) {
                Pattern key = Pattern.compile(
                        "(^|[\\s{,'\"])" + Pattern.quote(String.valueOf(step.getFieldName())) + "['\"]?\\s*:");
                for (int i = at; i < lines.size(); i++) {
                    if (key.matcher(lines.get(i)).find()) {
                        at = i;
                        found = true;
                        break;
                    }
                }
            }
        }
        JsonLocation read = e.getLocation();
        return found || read == null ? at + 1 : Math.max(1, read.getLineNr());
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return path(unknown) + ": there is no such key; known are " + unknown.getKnownPropertyIds();
        }
        String what = e.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : e.getOriginalMessage();
        return e instanceof JsonMappingException mapping && !path(mapping).isEmpty()
                ? path(mapping) + ": " + what
                : what;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
