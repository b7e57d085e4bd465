package io.agentaiops.eventbus.search;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** As whom OpenSearch is asked, and whose certificates it may show. */
@Dependent
public class OpenSearchAccess {

    private final @Nullable String authorization;
    private final @Nullable SSLContext trust;

    /**
     * Reads the certificates.
     *
     * @param username user of HTTP Basic; empty: OpenSearch asks for none
     * @param password of that user
     * @param caFile PEM file of the authorities that sign OpenSearch's certificates; empty: those of the JDK
     * @throws IllegalArgumentException when that file can't be read or holds no certificate
     */
    @Inject
    public OpenSearchAccess(
            @ConfigProperty(name = "aiops.opensearch.username") Optional<String> username,
            @ConfigProperty(name = "aiops.opensearch.password") Optional<String> password,
            @ConfigProperty(name = "aiops.opensearch.ca-file") Optional<String> caFile) {
        this.authorization =
                username.map(user -> basic(user, password.orElse(""))).orElse(null);
        this.trust = caFile.map(file -> trusting(Path.of(file))).orElse(null);
    }

    /** As the variables {@code AIOPS_OPENSEARCH_USERNAME}, {@code _PASSWORD} and {@code _CA_FILE} say. */
    public static OpenSearchAccess of(Map<String, String> environment) {
        return new OpenSearchAccess(
                set(environment, "AIOPS_OPENSEARCH_USERNAME"),
                set(environment, "AIOPS_OPENSEARCH_PASSWORD"),
                set(environment, "AIOPS_OPENSEARCH_CA_FILE"));
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * The address of a node.
     *
     * @param host {@code host:port}, or a URL
     * @throws IllegalArgumentException when it is neither
     */
    public static URI node(String host) {
        String text = host.strip().replaceFirst("/+$", "");
        URI node = URI.create((text.contains("://") ? text : "http://" + text) + "/");
        if (node.getHost() == null) {
            throw new IllegalArgumentException(
                    "no address of OpenSearch: " + text + " (host:port or https://host:port)");
        }
        return node;
    }

    /** A client that trusts who is to be trusted; HTTP/1.1, which every proxy before OpenSearch speaks. */
    public HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        return trust == null ? client : client.sslContext(trust);
    }

    /** A request that says who asks. */
    public HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private static SSLContext trusting(Path caFile) {
        try (InputStream pem = Files.newInputStream(caFile)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("ca-" + authorities.size(), certificate);
            }
            if (authorities.size() == 0) {
                throw new IllegalArgumentException(caFile + " holds no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "aiops.opensearch.ca-file: " + caFile + " can't be read as PEM certificates: " + e.getMessage(), e);
        }
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
