package io.agentaiops.toolrunner.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpSettingsParserTest {

    @Test
    void serversAreReadWithTheirDefaults() {
        Map<String, McpServerSettings> servers = parse("""
            servers:
              files:
                command: node
                arguments: [/srv/mcp/index.js, /srv/docs]
                environment: {LEVEL: info}
                read: [read_file]
              tickets:
                url: https://tickets.example.org/mcp
                headers: {Authorization: "Bearer ${TOKEN}"}
                timeout-seconds: 20
            """);

        McpServerSettings files = Objects.requireNonNull(servers.get("files"));
        McpServerSettings tickets = Objects.requireNonNull(servers.get("tickets"));
        assertThat(files.arguments()).containsExactly("/srv/mcp/index.js", "/srv/docs");
        assertThat(files.network()).isFalse();
        assertThat(files.timeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(files.reads("read_file")).isTrue();
        assertThat(files.reads("write_file")).isFalse();
        assertThat(tickets.headers()).containsEntry("Authorization", "Bearer s3cret");
        assertThat(tickets.toString()).doesNotContain("s3cret");
    }

    @Test
    void emptyFileNamesNoServer() {
        assertThat(parse("")).isEmpty();
        assertThat(parse("servers:\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "servers: {a: {command: node, comand: x}} | mcp.yaml, line 1: servers.a.comand: there is no such key",
                "server: {} | mcp.yaml, line 1: server: there is no such key",
                "servers: {a: {}} | a server has either a command or a url",
                "servers: {a: {command: node, url: 'http://x/'}} | a server has either a command or a url",
                "servers: {a: {url: 'file:///etc/passwd'}} | url is an http or https address",
                "servers: {a: {url: 'http://u:p@x/'}} | url is an http or https address",
                "servers: {a: {command: node, headers: {X: y}}} | headers belong to a url",
                "servers: {a: {url: 'http://x/', network: true}} | arguments, environment and network belong to a"
                        + " command",
                "servers: {a: {command: node, timeout-seconds: 4000}} | timeout-seconds is from 1 to 600 but was 4000",
                "servers: {A b: {command: node}} | servers.A b: a name is of lower-case letters",
                "servers: {a: {command: '${NOT_THERE}'}} | line 1: the environment has no variable NOT_THERE",
                "servers: {a: {command: node}, a: {command: x}} | mcp.yaml, line 1",
                "servers: [ | mcp.yaml, line "
            })
    void wrongFileIsRefusedWithPlaceAndReason(String yaml, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(yaml)).withMessageContaining(message);
    }

    @Test
    void lineOfTheFaultIsNamed() {
        assertThatThrownBy(() -> parse("servers:\n  a:\n    command: node\n    tiemout: 3\n"))
                .hasMessageContaining("line 4")
                .hasMessageContaining("tiemout");
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String yaml) {
        try {
            assertThat(parse(yaml)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("mcp.yaml");
        }
    }

    @Test
    void schemasOfStrangersAreChecked() {
        assertThat(McpSchemas.fault(Map.of("type", "object", "properties", Map.of())))
                .isEmpty();
        assertThat(McpSchemas.fault(Map.of("type", "string"))).isPresent();
        assertThat(McpSchemas.fault(Map.of("type", "object", "properties", Map.of("x", Map.of("$ref", "http://h/s")))))
                .hasValueSatisfying(fault -> assertThat(fault).contains("refers to another document"));
        assertThat(McpSchemas.fault(Map.of(
                        "type", "object",
                        "properties", Map.of("x", Map.of("$ref", "#/$defs/X")),
                        "$defs", Map.of("X", Map.of("type", "number")))))
                .isEmpty();
        assertThat(McpSchemas.fault(Map.of("type", "object", "description", "x".repeat(40_000))))
                .isPresent();
    }

    @Test
    void argumentsAreHeldAgainstTheSchema() {
        Map<String, Object> schema = Map.of(
                "type", "object",
                "properties", Map.of("a", Map.of("type", "number")),
                "required", List.of("a"));

        assertThat(McpSchemas.misfit(schema, Map.of("a", 1))).isEmpty();
        assertThat(McpSchemas.misfit(schema, Map.of("a", "one"))).isPresent();
        assertThat(McpSchemas.misfit(schema, Map.of())).isPresent();
    }

    @Test
    @Timeout(20)
    void schemaOfAStrangerKeepsNoProcessor() {
        Map<String, Object> unlucky = Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "a", Map.of("type", "string", "pattern", "(.*a){25}z"),
                        "pattern", Map.of("type", "string")));
        Map<String, Object> endless = Map.of("type", "object", "allOf", List.of(Map.of("$ref", "#")));

        assertThat(McpSchemas.misfit(unlucky, Map.of("a", "a".repeat(60), "pattern", "x")))
                .isEmpty();
        assertThat(McpSchemas.misfit(unlucky, Map.of("pattern", 1))).isPresent();
        assertThat(McpSchemas.misfit(endless, Map.of("a", 1))).isPresent();
        assertThat(McpSchemas.fault(Map.of("type", "object", "patternProperties", Map.of("(a+)+$", Map.of()))))
                .isPresent();
    }

    private static Map<String, McpServerSettings> parse(String yaml) {
        return McpSettingsParser.parse("mcp.yaml", yaml, Map.of("TOKEN", "s3cret"));
    }
}
