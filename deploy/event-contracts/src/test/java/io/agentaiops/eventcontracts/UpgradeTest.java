package io.agentaiops.eventcontracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Services of this release and of each released one understand each other's events. The schemas of releases lie in {@code
 * src/test/resources/upgrade/<release>/schemas} and are never edited; {@code deploy/e2e/release-data.sh} puts them there.
 */
class UpgradeTest {

    private static final Path RELEASES = Path.of("src/test/resources/upgrade");
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    @TestFactory
    Stream<DynamicTest> noChangeBreaksWhoReadsOrWritesAReleasedSchema() throws IOException {
        return released()
                .map(schema -> DynamicTest.dynamicTest(name(schema), () -> {
                    Path present = SCHEMAS.resolve(schema.getFileName());
                    assertThat(present).as("a released type of event stays").exists();
                    assertThat(SchemaCompatibility.breaks(read(schema), read(present)))
                            .isEmpty();
                }));
    }

    /** What we write today, as the golden samples show it, passes the check of a service of the release before. */
    @TestFactory
    Stream<DynamicTest> theReleaseBeforeReadsWhatWeWrite() throws IOException {
        return released()
                .map(schema -> DynamicTest.dynamicTest(name(schema), () -> {
                    String type = schema.getFileName().toString().replace(".json", "");
                    try (Stream<Path> samples = Files.list(SAMPLES)) {
                        List<Path> own = samples.filter(sample ->
                                        sample.getFileName().toString().startsWith(type + "."))
                                .toList();
                        assertThat(own).isNotEmpty();
                        for (Path sample : own) {
                            assertThat(violations(schema, read(sample)))
                                    .as(sample.toString())
                                    .isEmpty();
                        }
                    }
                }));
    }

    @Test
    void newOptionalFieldIsFine() {
        assertThat(breaks(schema -> properties(schema).putObject("note").put("type", "string")))
                .isEmpty();
    }

    @Test
    void whatElseChangesIsNamed() {
        assertThat(breaks(schema -> properties(schema).remove("severity"))).containsExactly("$.severity is gone");
        assertThat(breaks(schema ->
                        properties(schema).set("urgency", properties(schema).remove("severity"))))
                .containsExactly("$.severity is gone");
        assertThat(breaks(schema -> ((ObjectNode) properties(schema).get("name")).put("type", "integer")))
                .containsExactly("$.name was [string] and is [integer]");
        assertThat(breaks(schema ->
                        ((ArrayNode) properties(schema).get("severity").get("enum")).remove(0)))
                .containsExactly("$.severity no longer allows low, which the release before writes");
        assertThat(breaks(schema ->
                        ((ArrayNode) properties(schema).get("severity").get("enum")).add("dire")))
                .containsExactly("$.severity now allows dire, which the release before refuses");
        assertThat(breaks(schema -> ((ArrayNode) schema.get("required")).removeAll()))
                .containsExactly("$.name may be left out now, and the release before refuses events without it");
        assertThat(breaks(schema -> ((ArrayNode) schema.get("required")).add("severity")))
                .containsExactly("$.severity is required now, and events of the release before may lack it");
        assertThat(breaks(schema -> {
                    properties(schema).putObject("note").put("type", "string");
                    ((ArrayNode) schema.get("required")).add("note");
                }))
                .containsExactly("$.note is new and required, and events of the release before lack it");
        assertThat(breaks(
                        schema -> ((ObjectNode) properties(schema).get("steps").get("items"))
                                .withObject("properties")
                                .remove("id")))
                .containsExactly("$.steps.items.id is gone");
    }

    private static List<String> breaks(Consumer<ObjectNode> change) {
        try {
            ObjectNode schema = (ObjectNode) Json.MAPPER.readTree("""
                    {"type": "object", "required": ["name"], "properties": {
                      "name": {"type": "string"},
                      "severity": {"type": "string", "enum": ["low", "high"]},
                      "steps": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}
                    """);
            ObjectNode changed = schema.deepCopy();
            change.accept(changed);
            return SchemaCompatibility.breaks(schema, changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode properties(ObjectNode schema) {
        return (ObjectNode) schema.get("properties");
    }

    private static Set<?> violations(Path schema, JsonNode data) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(read(schema))
                .validate(data);
    }

    /** The schemas of all releases; there is one release at least. */
    private static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASES)) {
            List<Path> schemas = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
            assertThat(schemas).isNotEmpty();
            return schemas.stream();
        }
    }

    private static String name(Path schema) {
        return RELEASES.relativize(schema).toString();
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.MAPPER.readTree(Files.readString(file));
    }
}
