package io.agentaiops.toolrunner.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks schemas of strangers, and arguments against them. */
final class McpSchemas {

    private static final int MOST_BYTES = 32 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private McpSchemas() {}

    /** Why a schema is not taken; empty when it is. */
    static Optional<String> fault(Map<String, Object> schema) {
        try {
            if (JSON.writeValueAsBytes(schema).length > MOST_BYTES) {
                return Optional.of("its schema is larger than " + MOST_BYTES + " bytes");
            }
            JsonNode tree = JSON.valueToTree(schema);
            if (!tree.path("type").asText().equals("object")) {
                return Optional.of("its schema is not of an object");
            }
            if (holdsKey(tree, "patternProperties")) {
                return Optional.of("its schema names properties by patterns");
            }
            if (refersAway(tree)) {
                return Optional.of("its schema refers to another document");
            }
            FACTORY.getSchema(tree).initializeValidators();
            return Optional.empty();
        } catch (JsonProcessingException | JsonSchemaException | IllegalArgumentException e) {
            return Optional.of("its schema is wrong: " + e.getMessage());
        }
    }

    /** Why the arguments do not fit; empty when they do. */
    static Optional<String> misfit(Map<String, Object> schema, Map<String, Object> arguments) {
        JsonNode tree = JSON.valueToTree(schema);
        dropPatterns(tree);
        try {
            String faults = FACTORY.getSchema(tree).validate(JSON.valueToTree(arguments)).stream()
                    .map(ValidationMessage::getMessage)
                    .sorted()
                    .collect(Collectors.joining("; "));
            return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
        } catch (StackOverflowError e) {
            return Optional.of("the schema of the tool refers to itself without an end");
        }
    }

    /**
     * A stranger's expression could keep a processor for ever; the server looks at its arguments itself. A property that is
     * named "pattern" has a schema and no text.
     */
    private static void dropPatterns(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("pattern").isTextual()) {
            object.remove("pattern");
        }
        node.forEach(McpSchemas::dropPatterns);
    }

    private static boolean holdsKey(JsonNode node, String key) {
        return node.has(key) || node.valueStream().anyMatch(child -> holdsKey(child, key));
    }

    /** The validator would fetch what a reference names. */
    private static boolean refersAway(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean reference = field.getKey().equals("$ref") || field.getKey().equals("$dynamicRef");
            if (reference && !field.getValue().asText().startsWith("#")) {
                return true;
            }
            if (field.getKey().equals("$schema") || field.getKey().equals("$id")) {
                continue;
            }
            if (refersAway(field.getValue())) {
                return true;
            }
        }
        for (JsonNode element : node.isArray() ? node : JSON.createArrayNode()) {
            if (refersAway(element)) {
                return true;
            }
        }
        return false;
    }
}
