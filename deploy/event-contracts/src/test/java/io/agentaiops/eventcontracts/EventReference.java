package io.agentaiops.eventcontracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Derives the reference of events and capabilities for people, from schemas and from what the records say of themselves. */
final class EventReference {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern DOCUMENTED = Pattern.compile(
            "/\\*\\*(?<text>(?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*public record ", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s+(.*)", Pattern.DOTALL);

    private EventReference() {}

    static String document() throws IOException {
        StringBuilder text = new StringBuilder("""
                # Events

                Derived from the records in [event-contracts](../../event-contracts/); `ContractsTest` holds it against them. The same for machines: [asyncapi.yaml](../../event-contracts/src/main/resources/asyncapi.yaml) and a [JSON Schema](../../event-contracts/src/main/resources/schemas/) for each type.

                CloudEvents 1.0 over Kafka in binary content mode: `ce_specversion`, `ce_id`, `ce_type`, `ce_source` and `ce_time` are headers, the value is JSON. What does not fit its schema goes to the topic's dead-letter topic, its name with `.dlq`. Fields in *italics* may be missing or null. Within a version of a type optional fields come and nothing else changes ([ADR-0098](../../../documents/adr/0098-let-two-releases-run-side-by-side.md)).
                """);
        for (Topic topic : Topic.values()) {
            text.append("\n## ").append(topic.address()).append('\n');
            for (EventType type : EventType.values()) {
                if (type.topic() == topic) {
                    event(text, type);
                }
            }
        }
        capabilities(text);
        return text.toString();
    }

    private static void event(StringBuilder text, EventType type) throws IOException {
        Documented words = Documented.of(type.record());
        text.append("\n### ")
                .append(type.typeName())
                .append("\n\n")
                .append(words.summary())
                .append("\n\n");
        text.append("| Field | Type | |\n| --- | --- | --- |\n");
        JsonNode schema = SchemaOfRecord.of(type);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.get("properties").properties().forEach(field -> {
            String name = '`' + field.getKey() + '`';
            text.append("| ")
                    .append(required.contains(field.getKey()) ? name : '*' + name + '*')
                    .append(" | ")
                    .append(form(field.getValue()))
                    .append(" | ")
                    .append(words.fields().getOrDefault(field.getKey(), ""))
                    .append(" |\n");
        });
    }

    private static String form(JsonNode schema) {
        if (schema.has("enum")) {
            TreeSet<String> values = new TreeSet<>();
            schema.get("enum").forEach(value -> {
                if (!value.isNull()) {
                    values.add('`' + value.asText() + '`');
                }
            });
            return String.join(", ", values);
        }
        String type = schema.get("type").isArray()
                ? schema.get("type").get(0).asText()
                : schema.get("type").asText();
        if (type.equals("array")) {
            return "list of " + form(schema.get("items"));
        }
        if (schema.has("properties")) {
            TreeSet<String> names = new TreeSet<>();
            schema.get("properties").fieldNames().forEachRemaining(name -> names.add('`' + name + '`'));
            return "object of " + String.join(", ", names);
        }
        return schema.path("format").asText(type);
    }

    private static void capabilities(StringBuilder text) {
        text.append("\n## Capabilities\n\nWhat a step of a procedure asks for by `uses:`; its owner answers the")
                .append(" `io.agentaiops.operation.requested.v1` that names it.\n\n")
                .append("| Capability | Owner | Risk | Arguments |\n| --- | --- | --- | --- |\n");
        for (Capability capability : Capability.values()) {
            text.append("| `")
                    .append(capability.id())
                    .append("` | ")
                    .append(capability.owner().service())
                    .append(" | ")
                    .append(capability.risk().name().toLowerCase(java.util.Locale.ROOT))
                    .append(" | ")
                    .append(arguments(capability))
                    .append(" |\n");
        }
    }

    private static String arguments(Capability capability) {
        String needed = capability.required().stream()
                .sorted()
                .map(name -> '`' + name + '`')
                .collect(Collectors.joining(", "));
        String further = capability.optional().stream()
                .sorted()
                .map(name -> "*`" + name + "`*")
                .collect(Collectors.joining(", "));
        return needed.isEmpty() || further.isEmpty() ? needed + further : needed + ", " + further;
    }

    /** What the comment of a record says of it and of its components. */
    private record Documented(String summary, TreeMap<String, String> fields) {

        static Documented of(Class<?> record) throws IOException {
            String source = Files.readString(SOURCES.resolve(record.getName().replace('.', '/') + ".java"));
            Matcher comment = DOCUMENTED.matcher(source);
            if (!comment.find()) {
                throw new IllegalStateException(record + " has no comment");
            }
            String[] parts = plain(comment.group("text")).split("@param ", -1);
            TreeMap<String, String> fields = new TreeMap<>();
            for (int i = 1; i < parts.length; i++) {
                Matcher parameter = PARAMETER.matcher(parts[i].strip());
                if (parameter.matches()) {
                    fields.put(parameter.group(1), parameter.group(2).strip().replace("|", "\\|"));
                }
            }
            return new Documented(parts[0].strip(), fields);
        }

        private static String plain(String comment) {
            return comment.replaceAll("(?m)^\\s*\\*", " ")
                    .replaceAll("\\{@(?:code|link)\\s+#?([^}]*)}", "`$1`")
                    .replaceAll("</?p>", "")
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }
}
