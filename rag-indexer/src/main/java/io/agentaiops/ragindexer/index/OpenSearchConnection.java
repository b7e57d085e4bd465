package io.agentaiops.ragindexer.index;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5Transport;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** JSON over HTTP to OpenSearch. Knows nothing of passages. */
@ApplicationScoped
class OpenSearchConnection {

    private static final String JSON = "application/json; charset=UTF-8";
    private static final String LINES = "application/x-ndjson; charset=UTF-8";

    private final ObjectMapper json;
    private final ApacheHttpClient5Transport transport;
    private final OpenSearchGenericClient client;

    OpenSearchConnection(OpenSearchConfig config, ObjectMapper json) {
        this.json = json;
        this.transport = transport(config);
        this.client = new OpenSearchGenericClient(transport);
    }

    /** Answers what OpenSearch answers; empty when there is no such thing. */
    Optional<JsonNode> find(String method, String endpoint, @Nullable Object body) {
        return send(method, endpoint, body == null ? null : Body.from(bytes(body), JSON));
    }

    /** Answers what OpenSearch answers to something that is there. */
    JsonNode send(String method, String endpoint, @Nullable Object body) {
        return find(method, endpoint, body)
                .orElseThrow(() -> new IndexUnavailable(endpoint + " does not exist yet", null));
    }

    /** Sends lines of JSON. */
    JsonNode sendLines(String endpoint, byte[] lines) {
        return send("POST", endpoint, Body.from(lines, LINES))
                .orElseThrow(() -> new IndexUnavailable(endpoint + " does not exist yet", null));
    }

    byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    @PreDestroy
    void close() throws IOException {
        transport.close();
    }

    private Optional<JsonNode> send(String method, String endpoint, @Nullable Body body) {
        Requests.JsonBodyBuilder request = Requests.builder().method(method);
        int question = endpoint.indexOf('?');
        request.endpoint(question < 0 ? endpoint : endpoint.substring(0, question));
        request.query(question < 0 ? Map.of() : parameters(endpoint.substring(question + 1)));
        if (body != null) {
            request.body(body);
        }
        try (Response response = client.execute(request.build())) {
            return read(method + " " + endpoint, response);
        } catch (IOException e) {
            throw new IndexUnavailable("OpenSearch cannot be reached: " + e.getMessage(), e);
        }
    }

    private Optional<JsonNode> read(String request, Response response) throws IOException {
        byte[] body = response.getBody().map(Body::bodyAsBytes).orElseGet(() -> new byte[0]);
        JsonNode answer = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        int status = response.getStatus();
        if (status == 404) {
            return Optional.empty();
        }
        if (status == 429 || status >= 500) {
            throw new IndexUnavailable(request + ": " + status + " " + reason(answer), null);
        }
        if (status >= 400) {
            throw new IndexRefusal(request + ": " + status + " " + reason(answer));
        }
        return Optional.of(answer);
    }

    private static String reason(JsonNode answer) {
        JsonNode cause = answer.path("error").path("root_cause").path(0).path("reason");
        return cause.isMissingNode() ? answer.path("error").toString() : cause.asText();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new java.util.TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return parameters;
    }

    private static ApacheHttpClient5Transport transport(OpenSearchConfig config) {
        HttpHost[] hosts =
                config.hosts().stream().map(OpenSearchConnection::host).toArray(HttpHost[]::new);
        ApacheHttpClient5TransportBuilder builder = ApacheHttpClient5TransportBuilder.builder(hosts)
                .setConnectionConfigCallback(connection ->
                        connection.setConnectTimeout(org.apache.hc.core5.util.Timeout.of(config.connectTimeout())))
                .setRequestConfigCallback(request ->
                        request.setResponseTimeout(config.responseTimeout().toMillis(), TimeUnit.MILLISECONDS));
        config.username()
                .ifPresent(user -> builder.setDefaultHeaders(new Header[] {
                    new BasicHeader(
                            "Authorization", basic(user, config.password().orElse("")))
                }));
        return builder.build();
    }

    private static HttpHost host(String address) {
        try {
            return HttpHost.create(address.contains("://") ? address : "http://" + address);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException("aiops.opensearch.hosts: not an address: " + address, e);
        }
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
