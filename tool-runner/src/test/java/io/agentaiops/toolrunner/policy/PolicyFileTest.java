package io.agentaiops.toolrunner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.toolrunner.command.CommandLineParser;
import io.agentaiops.toolrunner.command.ParsedCommand;
import io.agentaiops.toolrunner.policy.PolicyDecision.Allowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {

    private static final String POLICY = """
        paths: {readable: [], trees: [], listable: [], secret: []}
        types: {}
        hosts: []
        urls: []
        commands: {%s: {operands: []}}
        """;

    @TempDir
    Path directory;

    @Test
    void newVersionTakesEffectAndAWrongOneDoesNot() throws IOException {
        Path file = directory.resolve("policy.yaml");
        PolicyFile policy = new PolicyFile(Optional.of(file), Clock.systemUTC());
        assertThat(policy.status().source()).isEqualTo("shipped");
        assertThat(policy.look()).isEqualTo(new PolicyFile.Change.None());

        Files.writeString(file, POLICY.formatted("uptime"));
        assertThat(policy.look()).isEqualTo(new PolicyFile.Change.Reloaded());
        assertThat(allows(policy, "uptime")).isTrue();
        assertThat(allows(policy, "df")).isFalse();
        assertThat(policy.look()).isEqualTo(new PolicyFile.Change.None());

        Files.writeString(file, POLICY.formatted("df") + "wrong: {\n");
        assertThat(policy.look()).isInstanceOf(PolicyFile.Change.Refused.class);
        assertThat(allows(policy, "uptime")).isTrue();
        assertThat(allows(policy, "df")).isFalse();
        assertThat(policy.status().problem())
                .isInstanceOfSatisfying(
                        ActivePolicy.PolicyProblem.class,
                        problem -> assertThat(problem.line()).isGreaterThanOrEqualTo(6));
        assertThat(policy.look()).isEqualTo(new PolicyFile.Change.None());

        Files.delete(file);
        assertThat(policy.look()).isInstanceOf(PolicyFile.Change.Refused.class);
        assertThat(allows(policy, "uptime")).isTrue();

        Files.writeString(file, POLICY.formatted("df"));
        assertThat(policy.look()).isEqualTo(new PolicyFile.Change.Reloaded());
        assertThat(allows(policy, "df")).isTrue();
        assertThat(policy.status().problem()).isNull();
    }

    @Test
    void wrongFileAtStartStopsTheService() throws IOException {
        Path file = Files.writeString(directory.resolve("policy.yaml"), "types: {}\n");

        assertThatThrownBy(() -> new PolicyFile(Optional.of(file), Clock.systemUTC()))
                .isInstanceOf(UnusablePolicy.class)
                .hasMessageContaining(file + ":")
                .hasMessageContaining("the section 'paths' is missing");
    }

    private static boolean allows(PolicyFile policy, String command) {
        ParsedCommand.Accepted parsed = (ParsedCommand.Accepted) CommandLineParser.parse(command);
        return policy.current().decide(parsed.line()) instanceof Allowed;
    }
}
