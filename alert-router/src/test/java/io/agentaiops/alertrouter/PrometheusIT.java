package io.agentaiops.alertrouter;

import static io.agentaiops.alertrouter.AlertFlowIT.asAda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.agentaiops.eventbus.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
                rule_files: [rules.yml]
                alerting:
                  alertmanagers:
                    - basic_auth: {username: prometheus, password: key-of-prometheus}
                      static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(RestAssured.port));

        with(
                home,
                () -> await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> asAda().queryParam("filter", "case=\"" + thisCase + "\"")
                                .get("/api/v2/alerts")
                                .then()
                                .body("$", hasSize(1))
                                .body("[0].annotations.summary", equalTo("it is 7"))));
    }

    /** The shipped files; what is another than there is the address, the key and how often it is looked. */
    @Test
    void shippedConfigurationLoadsItsRulesAndSendsWhatFiresHere() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("prometheus");
        Path configuration = Files.createDirectories(home.resolve("deploy").resolve("observability"));
        Files.writeString(Files.createDirectories(home.resolve(".aiops")).resolve("admin.key"), "key-of-prometheus");
        HttpServer service = troubledService();
        try {
            Files.copy(RULES.resolve("rules.yml"), configuration.resolve("rules.yml"));
            Files.writeString(
                    configuration.resolve("prometheus.yml"),
                    Files.readString(RULES.resolve("prometheus.yml"))
                            .replace(
                                    "'127.0.0.1:8081'",
                                    "'127.0.0.1:" + service.getAddress().getPort() + "'")
                            .replace(
                                    "{targets: ['127.0.0.1:8084']}]",
                                    "{targets: ['127.0.0.1:" + RestAssured.port + "']}]")
                            .replace("_interval: 15s", "_interval: 1s"));

            with(
                    configuration,
                    () -> await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(() -> asAda().queryParam("filter", "alertname=\"AiopsOutboxNotEmptied\"")
                                    .get("/api/v2/alerts")
                                    .then()
                                    .body("labels.service", hasItem("tool-runner"))
                                    .body("annotations.summary", hasItem(containsString("has 101 events")))));
        } finally {
            service.stop(0);
        }
    }

    private static HttpServer troubledService() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/metrics", exchange -> {
            byte[] metrics = "aiops_bus_outbox_depth 101\n".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, metrics.length);
            exchange.getResponseBody().write(metrics);
            exchange.close();
        });
        service.start();
        return service;
    }

    /** Runs the check beside a Prometheus with the configuration of that directory. */
    private static void with(Path configuration, Runnable check) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROMETHEUS), "prometheus is not installed (apt-get install prometheus)");
        Process prometheus = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + configuration.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + configuration.resolve("data"),
                        "--rules.alert.resend-delay=1s",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(configuration.resolve("log").toFile())
                .start();
        try {
            check.run();
        } finally {
            prometheus.destroy();
            prometheus.onExit().join();
        }
    }
}
