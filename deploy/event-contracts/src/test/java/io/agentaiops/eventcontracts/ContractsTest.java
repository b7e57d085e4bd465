package io.agentaiops.eventcontracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records, JSON Schemas, asyncapi.yaml and golden samples agree, and no change breaks who reads an older version. The
 * schemas, asyncapi.yaml and the reference for people are derived from the records: run with {@code
 * -Daiops.contracts.write} to write them anew. Samples are written by hand and never edited once released: a new optional
 * field gets a further sample.
 */
class ContractsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path REFERENCE = Path.of("../docs/reference/events.md");
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    @BeforeAll
    static void writesWhenAsked() throws IOException {
        if (System.getProperty("aiops.contracts.write") != null) {
            for (EventType type : EventType.values()) {
                write(
                        schemaFile(type),
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(SchemaOfRecord.of(type)));
            }
            write(RESOURCES.resolve("asyncapi.yaml"), new YAMLMapper().writeValueAsString(AsyncApi.document()));
            write(REFERENCE, EventReference.document());
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void schemaAgreesWithRecord(EventType type) throws IOException {
        assertThat(Json.MAPPER.readTree(Files.readString(schemaFile(type)))).isEqualTo(SchemaOfRecord.of(type));
    }

    @Test
    void asyncApiAgreesWithTopicsAndTypes() throws IOException {
        JsonNode written = new YAMLMapper().readTree(Files.readString(RESOURCES.resolve("asyncapi.yaml")));

        assertThat(written).isEqualTo(AsyncApi.document());
    }

    @Test
    void referenceAgreesWithRecords() throws IOException {
        assertThat(Files.readString(REFERENCE))
                .as("deploy/docs/reference/events.md; -Daiops.contracts.write writes it anew")
                .isEqualTo(EventReference.document());
    }

    @Test
    void noSchemaIsLeftWithoutItsType() throws IOException {
        Set<String> expected = new TreeSet<>();
        Stream.of(EventType.values()).forEach(type -> expected.add(type.typeName() + ".json"));

        try (Stream<Path> files = Files.list(RESOURCES.resolve("schemas"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everySampleFitsTheSchemaAndSurvivesReadingAndWriting(EventType type) throws IOException {
        for (JsonNode sample : samples(type)) {
            JsonNode written = Json.MAPPER.readTree(
                    Json.MAPPER.writeValueAsString(Json.MAPPER.treeToValue(sample, type.record())));

            assertThat(violations(type, sample)).isEmpty();
            assertThat(withoutNulls(written)).isEqualTo(withoutNulls(sample));
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void samplesShowEveryField(EventType type) throws IOException {
        Set<String> shown = new TreeSet<>();
        for (JsonNode sample : samples(type)) {
            sample.fieldNames().forEachRemaining(shown::add);
        }
        Set<String> fields = new TreeSet<>();
        SchemaOfRecord.of(type).get("properties").fieldNames().forEachRemaining(fields::add);

        assertThat(shown).isEqualTo(fields);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void anUnknownFieldIsIgnored(EventType type) throws IOException {
        ObjectNode sample = samples(type).getFirst().deepCopy();
        Event known = Json.MAPPER.treeToValue(sample, type.record());

        sample.putObject("aFieldOfTomorrow").put("nested", true);

        assertThat(violations(type, sample)).isEmpty();
        assertThat(Json.MAPPER.treeToValue(sample, type.record())).isEqualTo(known);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void aMissingOrRetypedRequiredFieldViolatesTheSchema(EventType type) throws IOException {
        ObjectNode sample = samples(type).getFirst();
        for (JsonNode name : SchemaOfRecord.of(type).get("required")) {
            ObjectNode missing = sample.deepCopy();
            missing.remove(name.asText());
            ObjectNode retyped = sample.deepCopy();
            retyped.set(name.asText(), Json.MAPPER.createArrayNode().add(1).add("x"));

            assertThat(violations(type, missing)).as("without " + name).isNotEmpty();
            assertThat(violations(type, retyped)).as("retyped " + name).isNotEmpty();
        }
    }

    private static Set<?> violations(EventType type, JsonNode data) throws IOException {
        JsonNode schema = Json.MAPPER.readTree(Files.readString(schemaFile(type)));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(data);
    }

    private static List<ObjectNode> samples(EventType type) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(type.typeName() + "."))
                    .sorted()
                    .toList();
            assertThat(own).as("golden samples of " + type.typeName()).isNotEmpty();
            return own.stream().map(ContractsTest::read).toList();
        }
    }

    private static ObjectNode read(Path file) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static JsonNode withoutNulls(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        List<String> empty = new ArrayList<>();
        copy.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                empty.add(field.getKey());
            }
        });
        return copy.remove(empty);
    }

    private static Path schemaFile(EventType type) {
        return RESOURCES.resolve("schemas").resolve(type.typeName() + ".json");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
    }
}
