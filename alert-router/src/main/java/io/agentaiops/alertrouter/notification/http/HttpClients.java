package io.agentaiops.alertrouter.notification.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.alertrouter.notification.http.HttpSettings.Oauth2;
import io.agentaiops.alertrouter.notification.http.HttpSettings.TlsSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Clients by their settings, made once, and the tokens that some of them need. */
@ApplicationScoped
public class HttpClients {

    private static final int REMEMBERED = 200;
    private static final Duration EARLY = Duration.ofSeconds(30);

    /** Halves the CPU of a request beside the client's own pool of platform threads (64 at a time, 2 cores). */
    private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

    private final ObjectMapper json;
    private final Clock clock;
    private final Map<HttpSettings, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<Oauth2, Token> tokens = new ConcurrentHashMap<>();

    public HttpClients(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** A token and how long it is used. */
    private record Token(String value, Instant until) {}

    public HttpClient client(HttpSettings settings) {
        if (clients.size() > REMEMBERED) {
            clients.clear();
        }
        return clients.computeIfAbsent(settings, HttpClients::made);
    }

    private static HttpClient made(HttpSettings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(VIRTUAL)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(settings.followRedirects() ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
                .version(settings.http2() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        URI proxy = settings.proxy();
        if (proxy != null) {
            int port = proxy.getPort() > 0 ? proxy.getPort() : "https".equals(proxy.getScheme()) ? 443 : 80;
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
        }
        if (!settings.tls().equals(TlsSettings.DEFAULT)) {
            builder.sslContext(TlsContexts.of(settings.tls()));
        }
        return builder.build();
    }

    /** Puts the settings' headers on a request; fetches a token where one is needed. */
    public void prepare(HttpRequest.Builder request, HttpSettings settings) throws IOException, InterruptedException {
        settings.headers().forEach(request::setHeader);
        Oauth2 oauth2 = settings.oauth2();
        if (oauth2 != null) {
            request.setHeader("Authorization", "Bearer " + token(oauth2, client(settings)));
        }
    }

    private String token(Oauth2 oauth2, HttpClient client) throws IOException, InterruptedException {
        Token known = tokens.get(oauth2);
        Instant now = clock.instant();
        if (known != null && known.until().isAfter(now)) {
            return known.value();
        }
        HttpRequest request = HttpRequest.newBuilder(oauth2.tokenUrl())
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(oauth2.form())))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode answer = json.readTree(response.body());
        String token = answer.path("access_token").asText("");
        if (response.statusCode() != 200 || token.isEmpty()) {
            throw new IOException("no token from " + oauth2.tokenUrl().getHost() + ": HTTP " + response.statusCode());
        }
        Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60));
        tokens.put(oauth2, new Token(token, now.plus(life).minus(EARLY)));
        return token;
    }

    /** As {@code application/x-www-form-urlencoded}. */
    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
