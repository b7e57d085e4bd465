package io.agentaiops.opsscheduler.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentaiops.eventbus.Audit;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.redaction.Redaction;
import io.agentaiops.eventcontracts.Capability;
import io.agentaiops.eventcontracts.operation.OperationCompleted.Outcome;
import io.agentaiops.opsscheduler.testing.Operations;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Certificates are made by keytool, read from files and from a server that really speaks TLS, and renewed by a command. */
@QuarkusTest
class CertificateRenewalIT {

    private static final String PASSWORD = "changeit";

    private final Redaction redaction;
    private final Audit audit;

    CertificateRenewalIT(Redaction redaction, Audit audit) {
        this.redaction = redaction;
        this.audit = audit;
    }

    @Test
    void certificateThatEndsSoonIsRenewedByTheOperatorsCommandAndTheFileDecides() throws Exception {
        Path folder = Files.createTempDirectory("certificates");
        Path served = certificate(folder, "served", "-5d", "10");
        Path fresh = certificate(folder, "fresh", "-1d", "300");

        Finding renewed = renewal(List.of("cp", fresh.toString(), served.toString()))
                .perform(Operations.of(Capability.CERTIFICATES_RENEW, Map.of("files", served.toString())));

        assertThat(renewed.outcome()).as(renewed.summary()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(renewed.summary()).startsWith("Renewed. The command ended with exit code 0: 1 certificates, 0 end");
        assertThat(String.valueOf(renewed.evidence().get("before"))).contains("CN=served");
        assertThat(renewal(List.of("false"))
                        .perform(Operations.of(Capability.CERTIFICATES_RENEW, Map.of("files", served.toString())))
                        .summary())
                .startsWith("Nothing is due");
    }

    @Test
    void commandThatSaysDoneAndRenewedNothingIsNotBelieved() throws Exception {
        Path served = certificate(Files.createTempDirectory("certificates"), "served", "-5d", "10");
        Map<String, Object> with = Map.of("files", served.toString());

        Finding claimed = renewal(List.of("true")).perform(Operations.of(Capability.CERTIFICATES_RENEW, with));
        Finding unset = renewal(List.of()).perform(Operations.of(Capability.CERTIFICATES_RENEW, with));

        assertThat(claimed.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(claimed.summary()).contains("1 end within 30 days");
        assertThat(unset.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(unset.summary()).contains("AIOPS_CERTIFICATE_RENEW_COMMAND");
    }

    @Test
    void whatAServerReallyShowsIsReadEvenWhenItHasEnded() throws Exception {
        Path folder = Files.createTempDirectory("certificates");
        certificate(folder, "ended", "-20d", "10");
        try (SSLServerSocket server = (SSLServerSocket) tls(folder.resolve("ended.p12"))
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> shakeHands(server));
            Finding finding = new CertificateReview(new CertificateReader(Clock.systemUTC()))
                    .perform(Operations.of(
                            Capability.SECURITY_CERTIFICATES,
                            Map.of("servers", "127.0.0.1:" + server.getLocalPort() + ", 127.0.0.1:1")));

            assertThat(finding.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(finding.summary()).startsWith("1 certificates, 1 end within 30 days, 1 files or servers cannot");
            assertThat(String.valueOf(finding.evidence().get("ending"))).contains("CN=ended");
        }
    }

    @Test
    void stepThatNamesNoCertificateIsRefused() {
        CertificateReview review = new CertificateReview(new CertificateReader(Clock.systemUTC()));

        assertThatThrownBy(() -> review.perform(Operations.of(Capability.SECURITY_CERTIFICATES, Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> review.perform(
                        Operations.of(Capability.SECURITY_CERTIFICATES, Map.of("servers", "no_host:44x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:PORT");
    }

    private CertificateRenewal renewal(List<String> command) {
        return new CertificateRenewal(
                new CertificateReader(Clock.systemUTC()),
                new SecuritySettings(Optional.empty(), command, Path.of("/nowhere")),
                redaction,
                audit,
                Clock.systemUTC());
    }

    private static Path certificate(Path folder, String name, String from, String days)
            throws IOException, InterruptedException {
        String store = folder.resolve(name + ".p12").toString();
        Path pem = folder.resolve(name + ".pem");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-startdate",
                from,
                "-validity",
                days,
                "-storetype",
                "PKCS12",
                "-keystore",
                store,
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store,
                "-storepass",
                PASSWORD,
                "-file",
                pem.toString());
        return pem;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static SSLContext tls(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void shakeHands(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
