package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates a tool's JSON Schema into what the chat model is told. What cannot be told becomes a string. */
final class ToolSchema {

    private ToolSchema() {}

    static ToolSpecification specification(ModelTool tool) {
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(object(tool.inputSchema()))
                .build();
    }

    private static JsonObjectSchema object(JsonNode schema) {
        JsonObjectSchema.Builder builder = JsonObjectSchema.builder();
        schema.path("properties")
                .properties()
                .forEach(property -> builder.addProperty(property.getKey(), element(property.getValue())));
        return builder.required(texts(schema.path("required"))).build();
    }

    private static JsonSchemaElement element(JsonNode schema) {
        String description = description(schema);
        if (schema.path("enum").isArray()) {
            return JsonEnumSchema.builder()
                    .description(description)
                    .enumValues(texts(schema.path("enum")))
                    .build();
        }
        return switch (schema.path("type").asText()) {
            case "integer" ->
                JsonIntegerSchema.builder().description(description).build();
            case "number" -> JsonNumberSchema.builder().description(description).build();
            case "boolean" ->
                JsonBooleanSchema.builder().description(description).build();
            case "array" ->
                JsonArraySchema.builder()
                        .description(description)
                        .items(element(schema.path("items")))
                        .build();
            case "object" -> object(schema);
            default -> JsonStringSchema.builder().description(description).build();
        };
    }

    private static @Nullable String description(JsonNode schema) {
        return schema.hasNonNull("description") ? schema.path("description").asText() : null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
