package io.agentaiops.alertrouter.notification;

import io.agentaiops.alertrouter.notification.http.HttpClients;
import io.agentaiops.alertrouter.notification.http.HttpSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Posts a notification over HTTP and reads the outcome from the status: 2xx is delivered, 408, 429 and 5xx are worth
 * another attempt (after {@code Retry-After}), anything else never will work. Every request carries the notification's
 * idempotency key. One deadline holds for all of an attempt, the token before it and the body of the answer included.
 */
@ApplicationScoped
public class HttpDelivery {

    /** What a request may take when its settings say nothing. */
    public static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);
    private static final int READ_AT_MOST = 262_144;
    private static final int SHOWN_AT_MOST = 2_048;

    private final HttpClients clients;
    private final Clock clock;

    HttpDelivery(HttpClients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * A request to be posted.
     *
     * @param url where to
     * @param contentType of the body
     * @param body the body
     * @param headers further headers
     * @param timeout how long it may take; at most half a minute
     * @param settings how requests are made
     */
    public record Post(
            URI url,
            String contentType,
            String body,
            Map<String, String> headers,
            Duration timeout,
            HttpSettings settings) {

        /** Of JSON, without headers of its own, within the time that requests have. */
        public static Post json(URI url, String body, HttpSettings settings) {
            return new Post(url, "application/json", body, Map.of(), TIMEOUT, settings);
        }

        /** The same with further headers. */
        public Post with(Map<String, String> more) {
            return new Post(url, contentType, body, more, timeout, settings);
        }

        public Post {
            headers = Map.copyOf(headers);
            timeout = timeout.isPositive() && timeout.compareTo(LONGEST_TIMEOUT) < 0 ? timeout : LONGEST_TIMEOUT;
        }

        /** Without what is secret: addresses of incoming webhooks are. */
        @Override
        public String toString() {
            return "Post[" + url.getHost() + "]";
        }
    }

    /** Judges a body that came with a 2xx status; null when it is fine, else what is wrong with it. */
    @FunctionalInterface
    public interface BodyCheck {
        @Nullable
        String problem(String body);
    }

    /** Posts, and takes any 2xx as delivered. */
    public Delivery post(Notification notification, Post post) {
        return post(notification, post, body -> null);
    }

    /** Posts, and takes 2xx with a body that passes the check as delivered. */
    public Delivery post(Notification notification, Post post, BodyCheck check) {
        AtomicBoolean sent = new AtomicBoolean();
        // The client's own timeout ends with the headers of the answer; an interrupt gives up whatever it waits for.
        FutureTask<Delivery> attempt = new FutureTask<>(() -> attempt(notification, post, check, sent));
        Thread.ofVirtual().name("http-delivery").start(attempt);
        try {
            return attempt.get(post.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            attempt.cancel(true);
            String reason = post.url().getHost() + " did not answer in full within "
                    + post.timeout().toMillis() + " ms";
            return sent.get() ? Delivery.Failed.unheard(reason) : new Delivery.Failed(reason);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            attempt.cancel(true);
            Thread.currentThread().interrupt();
            return new Delivery.Failed("interrupted", Duration.ZERO, sent.get());
        }
    }

    private Delivery attempt(Notification notification, Post post, BodyCheck check, AtomicBoolean sent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(post.url())
                .timeout(post.timeout())
                .header("Content-Type", post.contentType())
                .header("User-Agent", "Agent-AIOps")
                .header("Idempotency-Key", notification.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(post.body(), StandardCharsets.UTF_8));
        post.headers().forEach(request::setHeader);
        if (notification.possibleDuplicate()) {
            request.header("X-Possible-Duplicate", "true");
        }
        try {
            clients.prepare(request, post.settings());
            HttpClient client = clients.client(post.settings());
            sent.set(true);
            return judge(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()), check);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Delivery.Failed(post.url().getHost() + " cannot be reached: " + e);
        } catch (IOException e) {
            return Delivery.Failed.unheard(post.url().getHost() + " did not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("interrupted");
        }
    }

    private Delivery judge(HttpResponse<InputStream> response, BodyCheck check) throws IOException {
        String body;
        try (InputStream stream = response.body()) {
            body = new String(stream.readNBytes(READ_AT_MOST), StandardCharsets.UTF_8);
        }
        int status = response.statusCode();
        String shown = HttpIntegration.cut(body.strip(), SHOWN_AT_MOST);
        String reason = "HTTP " + status + (shown.isEmpty() ? "" : ": " + shown);
        if (status / 100 == 2) {
            String problem = check.problem(body);
            return problem == null ? new Delivery.Delivered() : new Delivery.Impossible(problem);
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new Delivery.Failed(reason, retryAfter(response));
        }
        return new Delivery.Impossible(reason);
    }

    /** Seconds or a date of HTTP; what is neither says nothing. */
    private Duration retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        Duration wanted = value.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(value)) : untilDate(value);
        return wanted.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wanted;
    }

    private Duration untilDate(String value) {
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            Duration until = Duration.between(clock.instant(), date);
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    /** An absolute http or https address; throws {@link IllegalArgumentException} with what would be right. */
    public static URI url(String text) {
        URI url = URI.create(text.strip());
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("must be an http or https address");
        }
        return url;
    }
}
