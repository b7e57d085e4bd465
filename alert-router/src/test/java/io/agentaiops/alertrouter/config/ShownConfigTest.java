package io.agentaiops.alertrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.alertrouter.Amtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShownConfigTest {

    private static final String FILE = """
            global:
              smtp_smarthost: mail:25
              smtp_from: a@b.c
              smtp_auth_password: hunter2
              slack_api_url: https://hooks.slack.com/hunter3
            route:
              receiver: all
              routes: [{receiver: page, matchers: [severity="critical"]}]
            receivers:
              - name: all
                email_configs: [{to: x@y.z}]
                slack_configs: [{channel: '#a'}]
                dashboard_configs: [{send_resolved: true}]
              - name: page
                webhook_configs: [{url: 'https://hook/hunter4', http_config: {proxy_url: 'http://me:hunter7@proxy:3128'}}]
                pagerduty_configs: [{routing_key: hunter5}]
                sms_configs: [{url: 'https://sms', account: a, token: hunter6, from: b, to: [c]}]
            """;

    @TempDir
    Path directory = Path.of(".");

    @Test
    void whatIsSecretIsNotShown() {
        assertThat(ShownConfig.of(FILE))
                .doesNotContain("hunter")
                .contains("smtp_auth_password: <secret>", "proxy_url: http://proxy:3128");
    }

    @Test
    void secretHeadersAreNotShownAndOpenOnesAre() {
        String shown = ShownConfig.of("http_config: {http_headers: {X-Key: {secrets: [hunter8], values: [open]}}}");

        assertThat(shown).doesNotContain("hunter").contains("- <secret>", "- open");
    }

    @Test
    void amtoolReadsWhatIsShown() throws IOException {
        Amtool.needed();
        Path file = Files.writeString(directory.resolve("shown.yml"), ShownConfig.of(FILE));

        Amtool.Result check = Amtool.run(List.of("check-config", file.toString()));
        assertThat(check.code()).as(check.output()).isZero();
        Amtool.Result test =
                Amtool.run(List.of("config", "routes", "test", "--config.file=" + file, "severity=critical"));
        assertThat(test.output()).contains("page");
    }
}
