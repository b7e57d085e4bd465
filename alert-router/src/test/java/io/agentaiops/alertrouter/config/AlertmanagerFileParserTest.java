package io.agentaiops.alertrouter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Channel;
import io.agentaiops.alertrouter.notification.Delivery;
import io.agentaiops.alertrouter.notification.GlobalSettings;
import io.agentaiops.alertrouter.notification.Integration;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.routing.Route;
import io.agentaiops.alertrouter.yaml.InvalidFile;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerFileParserTest {

    private static final String FILE = """
            global:
              resolve_timeout: 3m
              smtp_auth_password: hunter2
            route:
              receiver: all
              group_by: [alertname]
              group_wait: 5s
              routes:
                - matchers: [severity="critical", team=~"web|db"]
                  receiver: page
                  group_by: ['...']
                  continue: true
                - matchers: [severity="critical", team=~"web|db"]
                  receiver: all
                  routes:
                    - match: {service: x}
            receivers:
              - name: all
                note_configs:
                  - to: a
              - name: page
                note_configs:
                  - to: b
                  - {to: c}
            inhibit_rules: []
            """;

    /** A channel that wants {@code to}. */
    private static final class NoteChannel implements Channel {
        @Override
        public String name() {
            return "note";
        }

        @Override
        public List<Integration> read(YamlMap settings, GlobalSettings global) {
            settings.requiredText("to");
            return List.of(new Integration() {
                @Override
                public boolean sendsResolved() {
                    return true;
                }

                @Override
                public Delivery deliver(Notification notification) {
                    return new Delivery.Delivered();
                }
            });
        }
    }

    private static AlertingConfig parse(String text) {
        return new AlertmanagerFileParser(List.of(new NoteChannel())).parse("am.yml", text);
    }

    private static void assertRefused(String from, String to, int line, String... words) {
        assertThat(FILE).contains(from);
        assertThatThrownBy(() -> parse(FILE.replace(from, to)))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith("am.yml:" + line + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void readsRoutesAndReceivers() {
        AlertingConfig config = parse(FILE);

        assertThat(config.global().resolveTimeout()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.receiver("page").ways()).hasSize(2);
        List<Route> routes =
                config.routes().match(Labels.of(Map.of("severity", "critical", "team", "db", "service", "x")));
        assertThat(routes).extracting(Route::receiver).containsExactly("page", "all");
        assertThat(routes.getFirst().grouping().byAll()).isTrue();
        assertThat(routes.getFirst().grouping().initialWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(routes.getLast().key()).isEqualTo("{}/{severity=\"critical\",team=~\"web|db\"}/{service=\"x\"}");
    }

    @Test
    void siblingsWithEqualMatchersAreStillToldApart() {
        assertThat(parse(FILE).routes().all()).extracting(Route::id).doesNotHaveDuplicates();
    }

    @Test
    void unknownKeyIsRefusedWithItsLine() {
        assertRefused("group_wait: 5s", "group_weight: 5s", 7, "group_weight");
        assertRefused("  - to: a", "  - to: a\n        tq: b", 21, "tq", "not a key");
        assertRefused("inhibit_rules: []", "inhibit: []", 25, "inhibit");
        assertRefused("resolve_timeout: 3m", "resolve_timeouts: 3m", 2, "resolve_timeouts");
    }

    @Test
    void unsupportedReceiverTypeIsRefusedByName() {
        assertRefused(
                "    note_configs:\n      - to: a",
                "    pagerduty_configs:\n      - to: a",
                19,
                "pagerduty_configs",
                "note_configs");
    }

    @Test
    void whatAlertmanagerKnowsAndWeDoNotIsRefusedAsSuch() {
        assertRefused("inhibit_rules: []", "tracing: {endpoint: x}", 25, "tracing", "not supported yet");
    }

    @Test
    void templateActionIsRefused() {
        assertRefused("- to: b", "- to: '{{ .CommonLabels.mail }}'", 23, "template");
    }

    @Test
    void wrongValuesAreRefusedWithTheirLines() {
        assertRefused("group_wait: 5s", "group_wait: 5", 7, "group_wait", "not a duration");
        assertRefused("receiver: page", "receiver: pager", 10, "pager", "not defined");
        assertRefused("group_by: ['...']", "group_by: ['...', a]", 11, "group_by");
        assertRefused("continue: true", "continue: perhaps", 12, "continue", "perhaps");
        assertRefused(
                "[severity=\"critical\", team=~\"web|db\"]\n      receiver: page",
                "['team=~\"(\"']\n      receiver: page",
                9,
                "regular expression");
        assertRefused("receiver: all\n  group_by", "receiver: all\n  continue: true\n  group_by", 6, "continue");
        assertRefused("- name: page", "- name: all", 21, "another receiver");
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> parse("route:\n  receiver: ["))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("YAML");
        assertThatThrownBy(() -> parse("")).isInstanceOf(InvalidFile.class);
        assertThatThrownBy(() -> parse("- a")).isInstanceOf(InvalidFile.class);
    }

    @Test
    void secretsAreNotShownAgain() {
        assertThat(parse(FILE).original()).doesNotContain("hunter2").contains("smtp_auth_password: <secret>");
        assertThat(parse(FILE).toString()).doesNotContain("hunter2");
    }
}
