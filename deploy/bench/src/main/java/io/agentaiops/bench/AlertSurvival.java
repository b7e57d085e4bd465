package io.agentaiops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What an alert router still knows after it was killed: ten alerts that were told of, ten that wait to be told of, and ten
 * silences, each accepted right before; and whether it tells twice of what it had told of, when that is posted again.
 */
final class AlertSurvival {

    /** Part of the configuration: alerts of this kind wait so long. */
    static final String WAITING_ROUTE = """
                - matchers: [kind="later"]
                  receiver: hook
                  group_by: ['...']
                  group_wait: 12s
            """;

    private static final int OF_EACH = 10;
    private final int port;
    private final String authorization;
    private final WebhookSink sink;
    private HttpClient http = client();

    /** {@code authorization} is the whole header line, or empty. */
    AlertSurvival(int port, String authorization, WebhookSink sink) {
        this.port = port;
        this.authorization = authorization;
        this.sink = sink;
    }

    /** Kills it and starts it again; returns when it is ready. */
    @FunctionalInterface
    interface Kill {
        void now() throws IOException, InterruptedException;
    }

    /**
     * What is left.
     *
     * @param alerts alerts that are listed afterwards, of twenty
     * @param told of the ten that waited, those that were told of in the end
     * @param silences silences that are listed afterwards, of ten
     * @param repeated how many of all twenty were told of again
     * @param updated of how many there was an update with what the agent found out
     */
    record Left(int alerts, long told, int silences, long repeated, long updated) {}

    Left measure(String prefix, Kill kill) throws IOException, InterruptedException, ExecutionException {
        AlertLoad load = new AlertLoad(port, authorization);
        String pages = prefix + "p";
        String later = prefix + "w";
        load.burst(pages, "page", OF_EACH);
        until(() -> sink.count(pages) == OF_EACH, 20);
        load.burst(later, "later", OF_EACH);
        for (int i = 0; i < OF_EACH; i++) {
            silence(prefix + "s" + i);
        }
        kill.now();
        // Connections to the process that is gone are of no use.
        http = client();
        int alerts = listed(filtered(pages), "\"" + pages) + listed(filtered(later), "\"" + later);
        int silences = listed("/api/v2/silences", "\"" + prefix + "s");
        load.burst(pages, "page", OF_EACH);
        until(() -> sink.count(later) == OF_EACH, 30);
        TimeUnit.SECONDS.sleep(3);
        return new Left(
                alerts,
                sink.count(later),
                silences,
                sink.repeated(pages) + sink.repeated(later),
                sink.updated(pages) + sink.updated(later));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private void silence(String name) throws IOException, InterruptedException {
        String body = """
                {"matchers":[{"name":"n","value":"%s","isRegex":false}],"startsAt":"%s","endsAt":"%s",
                 "createdBy":"bench","comment":"%s"}
                """.formatted(name, Instant.now(), Instant.now().plus(Duration.ofHours(2)), name);
        HttpResponse<String> answer = http.send(
                request("/api/v2/silences")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(String.format(Locale.ROOT, "silence: %d %s", answer.statusCode(), answer.body()));
        }
    }

    /** How often the text is in the answer; every name is there once. */
    private int listed(String path, String text) throws IOException, InterruptedException {
        String body = http.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.split("\"(?:n\":|comment\":)" + text, -1).length - 1;
    }

    private static String filtered(String prefix) {
        return "/api/v2/alerts?filter=n%3D~%22" + prefix + ".*%22";
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization.substring(15).strip());
        }
        return request;
    }

    /** What is awaited. */
    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
