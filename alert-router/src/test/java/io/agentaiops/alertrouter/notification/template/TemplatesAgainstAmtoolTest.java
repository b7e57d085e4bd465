package io.agentaiops.alertrouter.notification.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.Amtool;
import io.agentaiops.alertrouter.alert.Labels;
import io.agentaiops.alertrouter.notification.Message;
import io.agentaiops.alertrouter.notification.Notification;
import io.agentaiops.alertrouter.notification.NotificationReason;
import io.agentaiops.alertrouter.yaml.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our templates beside those of the real amtool: the same text, the same data, the same result to the byte. */
class TemplatesAgainstAmtoolTest {

    private static final Path DEFAULTS = Path.of("/usr/share/prometheus/alertmanager");
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.123456789Z");
    private static final Instant END = Instant.parse("2026-01-02T04:00:00Z");

    @TempDir
    Path directory = Path.of(".");

    @BeforeAll
    static void amtoolIsThere() {
        Amtool.needed();
    }

    static List<String> texts() {
        return List.of(
                "plain text, no action",
                "{{ .Receiver }} {{ .Status | toUpper }} {{ .ExternalURL }}",
                "{{ template \"slack.default.fallback\" . }}",
                "{{ template \"opsgenie.default.description\" . }}",
                "{{ template \"pagerduty.default.instances\" .Alerts.Firing }}",
                "{{ template \"victorops.default.state_message\" . }}|{{ template \"telegram.default.message\" . }}",
                "{{ range .Alerts }}{{ .Status }} {{ .StartsAt }} {{ .EndsAt }} {{ .Fingerprint }};{{ end }}",
                "{{ range .Alerts }}{{ .StartsAt.Format \"Mon Jan _2 15:04:05.000 2006 -0700 MST\" }}\n{{ end }}",
                "{{ (index .Alerts 0).StartsAt.Format \"2006-01-02T15:04:05.999999999Z07:00 Monday January 3:04PM 02/01/06\" }}",
                "{{ printf \"%q|%5d|%-5s|%v|%05d|%.2f|%t|%%\" .Status 3 \"x\" .CommonLabels 42 3.14159 true }}",
                "{{ index .CommonLabels \"alertname\" }}[{{ .CommonLabels.nothing }}]{{ (index .Alerts 0).Labels.host }}",
                "{{ range $i, $a := .Alerts }}{{ if $i }}, {{ end }}{{ $i }}={{ $a.Labels.host }}{{ else }}none{{ end }}",
                "{{ range $k, $v := (index .Alerts 0).Labels }}{{ $k }}:{{ $v }} {{ end }}",
                "{{ with .CommonLabels.Remove (stringSlice \"alertname\") }}{{ .Names | join \",\" }}{{ else }}empty{{ end }}",
                "{{ .CommonLabels.Names | join \"-\" }}/{{ .GroupLabels.SortedPairs.Values | join \"-\" }}",
                "{{ $n := 0 }}{{ range .Alerts }}{{ $n = len .Labels }}{{ end }}{{ $n }}",
                "{{- /* a comment }} in braces */ -}}  x  {{- \" y \" -}}  z",
                "{{ if and (eq .Status \"firing\") (gt (len .Alerts) 1) }}many{{ else if .Alerts }}one{{ else }}none{{ end }}",
                "{{ if or false 0 \"\" }}a{{ else }}b{{ end }}{{ not true }}{{ eq 1 2 1 }}{{ ne \"a\" \"b\" }}{{ le 1 2 }}",
                "{{ reReplaceAll \"(d)(b)\" \"$2-$1\" \"db1 db2\" }} {{ match \"^d.1$\" \"db1\" }} {{ title \"hello big world\" }}",
                "{{ print 1 2 \"x\" 3 }}|{{ println \"a\" 1 }}|{{ len \"héllo\" }}|{{ slice \"abcdef\" 1 3 }}",
                "{{ \"a&<b>\\\"'\" | html }} {{ \"a b&c=d/é\" | urlquery }} {{ \"it's \\\"x\\\" <y>\" | js }}",
                "{{ define \"own\" }}<{{ . }}>{{ end }}{{ template \"own\" .Status }}{{ block \"b\" .Receiver }}[{{ . }}]{{ end }}",
                "{{ `raw \\n text` }} {{ 'a' }} {{ 1.5 }} {{ 1e3 }} {{ 0x1F }} {{ -3 }} {{ true }}",
                "{{ .Alerts.Firing | len }}/{{ .Alerts.Resolved | len }} {{ .CommonAnnotations.summary }}");
    }

    static List<String> pages() {
        return List.of(
                "<p>{{ .CommonAnnotations.summary }}</p>",
                "<a href=\"{{ (index .Alerts 0).GeneratorURL }}\" title=\"{{ .CommonAnnotations.summary }}\">x</a>",
                "<a href=\"{{ .CommonAnnotations.script }}\">{{ (index .Alerts 0).Labels.host }}</a>",
                "{{ .CommonAnnotations.summary | safeHtml }} {{ range .Alerts }}<td>{{ .Labels.host }}</td>{{ end }}",
                "<table>{{ range .CommonAnnotations.SortedPairs }}<tr><td>{{ .Name }}</td><td>{{ .Value }}</td></tr>{{ end }}</table>",
                "{{ template \"email.default.html\" . }}");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsTheSame(String text) throws IOException {
        assertThat(templates().text("t", text).render(notification())).isEqualTo(theirs(text, "text"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsTheSame(String text) throws IOException {
        assertThat(templates().text("t", text).html(notification())).isEqualTo(theirs(text, "html"));
    }

    /** With the files of Debian's package in place of ours. */
    private static AlertTemplates templates() {
        YamlMap root = YamlMap.parse("am.yml", "templates: ['" + DEFAULTS + "/*.tmpl']");
        return AlertTemplates.standard(Clock.systemUTC(), new ObjectMapper()).with(root, Path.of("/"));
    }

    private String theirs(String text, String type) throws IOException {
        Path data = directory.resolve("data.json");
        Files.writeString(data, DATA);
        Amtool.Result result = Amtool.run(List.of(
                "template",
                "render",
                "--template.glob=" + DEFAULTS + "/*.tmpl",
                "--template.data=" + data,
                "--template.type=" + type,
                "--template.text=" + text));
        assertThat(result.code()).as(result.output()).isZero();
        return result.output();
    }

    private static final Map<String, String> ANNOTATIONS =
            Map.of("summary", "it \"broke\" & 'burns' +1 <b>", "script", "javascript:alert(1)");

    private static final String DATA = """
            {"receiver":"team one","status":"firing","externalURL":"http://am:9093","groupLabels":{"alertname":"A"},
             "commonLabels":{"alertname":"A"},"commonAnnotations":ANNOTATIONS,
             "alerts":[
              {"status":"firing","labels":{"alertname":"A","host":"db<1>"},"annotations":ANNOTATIONS,
               "startsAt":"2026-01-02T03:04:05.123456789Z","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"http://p/graph?a=b&c=d e","fingerprint":"FIRST"},
              {"status":"resolved","labels":{"alertname":"A","host":"db2"},"annotations":ANNOTATIONS,
               "startsAt":"2026-01-02T03:04:05.123456789Z","endsAt":"2026-01-02T04:00:00Z",
               "generatorURL":"","fingerprint":"SECOND"}]}
            """.replace(
                    "ANNOTATIONS",
                    "{\"summary\":\"it \\\"broke\\\" & 'burns' +1 <b>\",\"script\":\"javascript:alert(1)\"}")
            .replace("FIRST", item("db<1>", false).fingerprint())
            .replace("SECOND", item("db2", true).fingerprint());

    private static Message.Item item(String host, boolean resolved) {
        Labels labels = Labels.of(Map.of("alertname", "A", "host", host));
        return new Message.Item(
                resolved,
                labels,
                ANNOTATIONS,
                START,
                END,
                resolved ? "" : "http://p/graph?a=b&c=d e",
                labels.fingerprint().value());
    }

    private static Notification notification() {
        Message message = new Message(
                "team one",
                NotificationReason.FIRST,
                "{}:{alertname=\"A\"}",
                Labels.of(Map.of("alertname", "A")),
                Map.of(),
                List.of(item("db<1>", false), item("db2", true)));
        return new Notification(
                UUID.randomUUID(), "x", 0, message.title(), message, "http://am:9093", 1, false, START, END);
    }
}
