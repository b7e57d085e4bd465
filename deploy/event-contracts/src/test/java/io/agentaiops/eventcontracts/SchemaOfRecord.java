package io.agentaiops.eventcontracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Derives the JSON Schema (draft 2020-12) that the data of an event record must fit. */
final class SchemaOfRecord {

    private SchemaOfRecord() {}

    static ObjectNode of(EventType type) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:agent-aiops:event:" + type.typeName());
        schema.put("title", type.record().getSimpleName());
        return schema.setAll(record(type.record()));
    }

    private static ObjectNode record(Class<?> record) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.MAPPER.createArrayNode();
        boolean emptyLeftOut = record.isAnnotationPresent(JsonInclude.class);
        for (RecordComponent component : record.getRecordComponents()) {
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ObjectNode property = value(component.getGenericType());
            if (nullable) {
                allowNull(property);
            }
            properties.set(component.getName(), property);
            if (!nullable && !emptyLeftOut) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static void allowNull(ObjectNode property) {
        if (property.has("type")) {
            String type = property.get("type").asText();
            property.putArray("type").add(type).add("null");
        }
        if (property.has("enum")) {
            ((ArrayNode) property.get("enum")).addNull();
        }
    }

    private static ObjectNode value(Type type) {
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            schema.put("type", "array").set("items", value(generic.getActualTypeArguments()[0]));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            schema.put("type", "object");
            if (generic.getActualTypeArguments()[1] == String.class) {
                schema.putObject("additionalProperties").put("type", "string");
            }
        } else if (type instanceof Class<?> raw) {
            scalar(schema, raw);
        } else {
            throw new IllegalArgumentException("no JSON Schema for " + type);
        }
        return schema;
    }

    private static void scalar(ObjectNode schema, Class<?> type) {
        if (type == String.class) {
            schema.put("type", "string");
        } else if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == boolean.class) {
            schema.put("type", "boolean");
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            schema.put("type", "integer");
        } else if (type == double.class) {
            schema.put("type", "number");
        } else if (type.isEnum()) {
            schema.put("type", "string");
            ArrayNode values = schema.putArray("enum");
            names(type).forEach(values::add);
        } else if (type.isRecord()) {
            schema.setAll(record(type));
        } else {
            throw new IllegalArgumentException("no JSON Schema for " + type);
        }
    }

    private static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            try {
                JsonProperty wire = type.getField(name).getAnnotation(JsonProperty.class);
                names.add(wire == null ? name : wire.value());
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
        return names;
    }
}
