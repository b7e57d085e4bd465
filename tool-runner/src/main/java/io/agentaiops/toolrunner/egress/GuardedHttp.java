package io.agentaiops.toolrunner.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;

/**
 * Fetches over HTTP under a rule. Each hop is judged: its URL before the request, its addresses as they are connected
 * to. Time is bounded as a whole, so a server that drips cannot hold on; size is bounded after decompression, so a small
 * answer that unpacks into a large one is cut like any other. No cookies, no credentials, no proxy of the environment.
 */
public final class GuardedHttp implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GuardedHttp.class);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final String AGENT = "Mozilla/5.0 (compatible; agent-aiops; self-hosted operations assistant)";

    /** Ends requests whose time is up. */
    private static final ScheduledExecutorService ALARM = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("egress-alarm").factory());

    private final EgressRule rule;
    private final CloseableHttpClient client;

    public GuardedHttp(GuardedResolver resolver) {
        this.rule = resolver.rule();
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnTotal(64)
                        .setMaxConnPerRoute(16)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setTimeToLive(Timeout.ofSeconds(30))
                                .build())
                        .build())
                .setUserAgent(AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /**
     * Fetches.
     *
     * @throws EgressRefused when the rule forbids a hop
     * @throws SocketTimeoutException when the time is up
     * @throws IOException when the host cannot be reached, or does not speak HTTP
     */
    public Fetched fetch(Fetch fetch) throws IOException {
        long end = System.nanoTime() + fetch.timeout().toNanos();
        URI uri = fetch.uri();
        for (int hop = 0; ; hop++) {
            Optional<String> refusal = rule.refusal(uri);
            if (refusal.isPresent()) {
                throw new EgressRefused((hop == 0 ? "" : "redirected: ") + refusal.get());
            }
            Fetched fetched = exchange(fetch, uri, hop, Duration.ofNanos(end - System.nanoTime()));
            Optional<String> location = fetched.header("location");
            if (!REDIRECTS.contains(fetched.status()) || location.isEmpty() || fetch.redirects() == 0) {
                return fetched;
            }
            if (hop == fetch.redirects()) {
                throw new IOException(fetch.uri() + " redirects more than " + hop + " times");
            }
            uri = target(uri, location.get());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static URI target(URI from, String location) throws IOException {
        try {
            return from.resolve(location.strip().replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " redirects to something that is no URL", e);
        }
    }

    private Fetched exchange(Fetch fetch, URI uri, int hop, Duration left) throws IOException {
        if (!left.isPositive()) {
            throw late(fetch);
        }
        HttpUriRequestBase request = request(fetch, uri, hop, left);
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> alarm = ALARM.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                left.toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            try {
                return read(uri, response, fetch.maxBytes());
            } finally {
                discard(request, response);
            }
        } catch (EgressRefused e) {
            throw hop == 0 ? e : new EgressRefused("redirected: " + e.reason());
        } catch (IOException e) {
            if (late.get() || e instanceof SocketTimeoutException) {
                throw late(fetch);
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    /** What is left of the body is not wanted; closing alone would read it to the end to reuse the connection. */
    private static void discard(HttpUriRequestBase request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.tracef("connection given up: %s", e.getMessage());
        }
    }

    private static SocketTimeoutException late(Fetch fetch) {
        return new SocketTimeoutException(fetch.uri().getHost() + " did not answer within "
                + fetch.timeout().toMillis() + " ms");
    }

    private static HttpUriRequestBase request(Fetch fetch, URI uri, int hop, Duration left) {
        HttpUriRequestBase request = new HttpUriRequestBase(hop == 0 ? fetch.method() : "GET", uri);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(left))
                .setConnectionRequestTimeout(Timeout.of(left))
                .build());
        request.setHeader("Accept-Language", "en;q=0.9, *;q=0.5");
        Map<String, String> form = fetch.form();
        if (hop == 0) {
            fetch.headers().forEach(request::setHeader);
            if (form != null) {
                List<NameValuePair> pairs = new ArrayList<>();
                form.forEach((name, value) -> pairs.add(new BasicNameValuePair(name, value)));
                request.setEntity(new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8));
            }
        }
        return request;
    }

    private static Fetched read(URI uri, ClassicHttpResponse response, int maxBytes) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null || REDIRECTS.contains(response.getCode())) {
            return new Fetched(uri, response.getCode(), headers, new byte[0], false);
        }
        // Not closed here: closing reads to the end.
        InputStream in = entity.getContent();
        byte[] body = in.readNBytes(maxBytes);
        boolean cut = body.length == maxBytes && in.read() >= 0;
        return new Fetched(uri, response.getCode(), headers, body, cut);
    }
}
