package io.agentaiops.toolrunner.builtin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.toolrunner.egress.TestServer;
import io.agentaiops.toolrunner.tool.Preparation;
import io.agentaiops.toolrunner.tool.Tool;
import io.agentaiops.toolrunner.tool.ToolOutcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeToolsTest {

    private static final ProbeRule RULE = new ProbeRule(List.of(), List.of());
    private static final String PASSWORD = "changeit";

    @Test
    void openPortIsOpenAndClosedPortIsClosed() throws InterruptedException {
        TestServer server = new TestServer();
        Tool probe = new TcpProbeTool(RULE);

        ToolOutcome open = run(probe, Map.of("host", "127.0.0.1", "port", server.port()));
        server.close();
        ToolOutcome closed = run(probe, Map.of("host", "127.0.0.1", "port", server.port()));

        assertThat(open.exitCode()).isZero();
        assertThat(open.output()).startsWith("Open: 127.0.0.1");
        assertThat(closed.exitCode()).isEqualTo(1);
        assertThat(closed.output()).startsWith("Not open: 127.0.0.1 port ").contains("refused");
    }

    @Test
    void serviceIsJudgedByStatusAndContent() throws InterruptedException {
        try (TestServer server = new TestServer()) {
            server.on("/ready", 200, "application/json", "{\"status\": \"UP\"}");
            server.on("/down", 503, "application/json", "{\"status\": \"DOWN\"}");
            server.redirect("/moved", "http://169.254.169.254/");
            Tool probe = new HttpProbeTool(RULE);

            ToolOutcome up = run(probe, Map.of("url", server.at("/ready").toString(), "contains", "UP"));
            ToolOutcome other = run(probe, Map.of("url", server.at("/ready").toString(), "contains", "READY"));
            ToolOutcome down = run(probe, Map.of("url", server.at("/down").toString()));
            ToolOutcome moved = run(probe, Map.of("url", server.at("/moved").toString()));

            assertThat(up.exitCode()).isZero();
            assertThat(up.output())
                    .startsWith("HTTP 200 after")
                    .contains("holds 'UP'")
                    .contains("{\"status\": \"UP\"}");
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.output()).contains("does NOT hold 'READY'");
            assertThat(down.exitCode()).isEqualTo(1);
            assertThat(moved.output()).contains("HTTP 302").contains("redirects to http://169.254.169.254/");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/latest/meta-data/iam/", "http://[fd00:ec2::254]/", "http://8.8.8.8/"})
    void whatTheRuleForbidsIsNotAsked(String url) throws InterruptedException {
        ToolOutcome outcome = run(new HttpProbeTool(RULE), Map.of("url", url));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).startsWith("Refused: ");
    }

    @Test
    void selfSignedCertificateIsShownAndNotTrusted(@TempDir Path folder) throws Exception {
        try (SSLServerSocket server = tlsServer(folder)) {
            Thread.ofVirtual().start(() -> greet(server));
            Tool probe = new TlsProbeTool(RULE, Clock.systemUTC());

            ToolOutcome outcome = run(probe, Map.of("host", "localhost", "port", server.getLocalPort()));

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("subject: CN=probe-test")
                    .contains("names: [localhost]")
                    .contains("names the host: yes")
                    .contains("trusted by this machine: NO, ");
        }
    }

    @Test
    void certificateExpiresAsManyDaysFromNowAsItSays(@TempDir Path folder) throws Exception {
        KeyStore store = keyStore(folder);
        Certificate certificate = Certificate.of((X509Certificate) store.getCertificate("probe"));
        Instant until = certificate.until();

        assertThat(certificate.daysLeft(until.minusSeconds(86_400 * 10L + 5))).isEqualTo(10);
        assertThat(certificate.daysLeft(until.plusSeconds(1))).isEqualTo(-1);
        assertThat(certificate.validAt(until.plusSeconds(1))).isFalse();
        assertThat(certificate.names("LOCALHOST")).isTrue();
        assertThat(certificate.names("other")).isFalse();
    }

    @Test
    void nameIsLookedUpAsProgramsDo() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Tool lookup = new DnsLookupTool(vertx);

            assertThat(run(lookup, Map.of("name", "localhost")).output()).contains("127.0.0.1");
            assertThat(run(lookup, Map.of("name", "no-such-host.invalid")).exitCode())
                    .isEqualTo(1);
            assertThat(lookup.prepare(Map.of("name", "-x; id"))).isInstanceOf(Preparation.Denied.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void everyProbeTestsItself() {
        assertThat(new TcpProbeTool(RULE).selfTest().passed()).isTrue();
        assertThat(new HttpProbeTool(RULE).selfTest().passed()).isTrue();
        assertThat(new TlsProbeTool(RULE, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                        .selfTest()
                        .passed())
                .isTrue();
        assertThat(new TcpProbeTool(new ProbeRule(List.of(), List.of("127.0.0.0/8")))
                        .selfTest()
                        .passed())
                .isFalse();
    }

    private static void greet(SSLServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
        } catch (IOException e) {
            // The prober has seen enough and hung up.
        }
    }

    private static SSLServerSocket tlsServer(Path folder) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(folder), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
    }

    /** The JDK makes certificates only by its command. */
    private static KeyStore keyStore(Path folder) throws Exception {
        Path file = folder.resolve("probe.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "probe",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=probe-test",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static ToolOutcome run(Tool tool, Map<String, Object> arguments) throws InterruptedException {
        return ((Preparation.Ready) tool.prepare(arguments)).run().run(null);
    }
}
