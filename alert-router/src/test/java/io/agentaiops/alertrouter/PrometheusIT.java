package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The Prometheus and promtool of Debian, unmodified; left out with a word where they are not installed. */
@QuarkusTest
class PrometheusIT {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path RULES = Path.of("..", "deploy", "observability");

    @Test
    void rulesForPrometheusAreRightAndFireWhenTheyShould() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (apt-get install prometheus)");

        assertThat(promtool("check", "rules", "prometheus-rules.yml")).isZero();
        assertThat(promtool("test", "rules", "prometheus-rules-test.yml")).isZero();
    }

    private static int promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(RULES.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void prometheusSendsItsAlertsHereAsToAnAlertmanager() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "prometheus is not installed (apt-get install prometheus)");
        String thisCase = Ids.next();
        Path home = Files.createTempDirectory("prometheus");
        Files.writeString(home.resolve("rules.yml"), """
                groups:
                  - name: g
                    rules:
                      - alert: FromPrometheus
                        expr: vector(7) > 5
                        labels: {case: %s, severity: warning}
                        annotations: {summary: 'it is {{ $value }}'}
                """.formatted(thisCase));
        Files.writeString(home.resolve("prometheus.yml"), """
                global: {evaluation_interval: 1s}
                rule_files: [%s]
                alerting:
                  alertmanagers:
                    - basic_auth: {username: prometheus, password: key-of-prometheus}
                      static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(home.resolve("rules.yml"), RestAssured.port));
        Process prometheus = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + home.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                            .get("/api/v2/alerts")
                            .then()
                            .body("$", hasSize(1))
                            .body("[0].annotations.summary", equalTo("it is 7")));
        } finally {
            prometheus.destroy();
            prometheus.onExit().join();
        }
    }
}
