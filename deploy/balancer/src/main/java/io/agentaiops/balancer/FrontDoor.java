package io.agentaiops.balancer;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens where the service would, and passes each request on to a replica, streaming both ways. A request that did not
 * reach a replica goes to another one; so does one that was cut off unanswered, if doing it twice is doing it once.
 */
final class FrontDoor extends AbstractVerticle {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class.getName());
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EXCHANGE = "exchange";
    private static final int CONNECT_MILLIS = 2_000;
    /** Streams of events stay open, each on a connection of its own. */
    private static final int CONNECTIONS_PER_REPLICA = 20_000;
    /** Above what services take, so that they are who refuses. */
    private static final int HEADER_BYTES = 64 * 1024;

    /** RFC 9110, section 9.2.2, without those that carry a body. */
    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.DELETE);

    private final BalancerSettings settings;
    private final ReplicaSet replicas;
    private final BalancerMetrics metrics;
    private @Nullable HttpClient client;

    FrontDoor(BalancerSettings settings, ReplicaSet replicas, BalancerMetrics metrics) {
        this.settings = settings;
        this.replicas = replicas;
        this.metrics = metrics;
    }

    @Override
    public void start(Promise<Void> started) {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(true)
                .setMaxPoolSize(CONNECTIONS_PER_REPLICA)
                .setMaxHeaderSize(HEADER_BYTES)
                .setDecompressionSupported(false));
        HttpProxy proxy = HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .origin(this::connect)
                .addInterceptor(new Passage());
        vertx.createHttpServer(new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxHeaderSize(HEADER_BYTES)
                        .setMaxInitialLineLength(HEADER_BYTES)
                        .setReuseAddress(true))
                .requestHandler(proxy)
                .listen(settings.port(), settings.host())
                .<Void>mapEmpty()
                .onComplete(started);
    }

    /** A connection to the replica whose turn it is, or to the next one that can be reached. */
    private Future<HttpClientRequest> connect(ProxyContext context) {
        Exchange exchange = context.get(EXCHANGE, Exchange.class);
        Optional<Replica> chosen = replicas.choose(exchange.tried());
        if (chosen.isEmpty()) {
            return Future.failedFuture(new NobodyThere());
        }
        Replica replica = chosen.get();
        exchange.begin(replica);
        return requireClient()
                .request(new RequestOptions().setHost(LOOPBACK).setPort(replica.port()))
                .onSuccess(request -> prepare(context, exchange, request))
                .recover(failure -> {
                    exchange.end();
                    metrics.unreachable(replica);
                    if (replica.heard(false)) {
                        LOG.log(Level.WARNING, "{0} cannot be reached: {1}", new Object[] {
                            replica.name(), failure.getMessage()
                        });
                    }
                    return connect(context);
                });
    }

    /** A body that is announced first is asked for only when the replica asks for it. */
    private void prepare(ProxyContext context, Exchange exchange, HttpClientRequest request) {
        exchange.passedOnBy(request);
        HttpServerRequest incoming = context.request().proxiedRequest();
        if ("100-continue".equalsIgnoreCase(incoming.getHeader(HttpHeaders.EXPECT))) {
            request.continueHandler(go -> incoming.response().writeContinue());
            // Once the proxy has set the headers, which it does next.
            vertx.runOnContext(now -> request.sendHead());
        }
    }

    private HttpClient requireClient() {
        if (client == null) {
            throw new IllegalStateException("not started");
        }
        return client;
    }

    /** No replica takes requests, or none that could be reached. */
    private static final class NobodyThere extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** What is done to each request and to its answer. */
    private final class Passage implements ProxyInterceptor {

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            Exchange exchange = new Exchange();
            context.set(EXCHANGE, exchange);
            sayFromWhom(context);
            context.request().proxiedRequest().response().closeHandler(gone -> exchange.abandon());
            return send(context, exchange);
        }

        @Override
        public Future<Void> handleProxyResponse(ProxyContext context) {
            Exchange exchange = context.get(EXCHANGE, Exchange.class);
            Replica replica = exchange.replica();
            if (replica == null) {
                return context.sendResponse();
            }
            metrics.answered(replica, context.response().getStatusCode());
            return canBeResumed(context)
                    ? follow(context, exchange, replica)
                    : context.sendResponse().onComplete(done -> exchange.end());
        }

        private Future<ProxyResponse> send(ProxyContext context, Exchange exchange) {
            return context.sendRequest().recover(failure -> {
                Replica replica = exchange.replica();
                exchange.end();
                if (replica == null || exchange.isAbandoned()) {
                    return Future.succeededFuture(refuse(context, 503, "service-unavailable", "Service unavailable"));
                }
                LOG.log(Level.WARNING, "{0} did not answer {1}: {2}", new Object[] {
                    replica.name(), context.request().getMethod(), failure.getMessage()
                });
                if (!isRepeatable(context)) {
                    return Future.succeededFuture(refuse(context, 502, "replica-gone", "Replica gone"));
                }
                metrics.repeated(replica);
                context.request().setBody(Body.body(Buffer.buffer()));
                return send(context, exchange);
            });
        }

        /** Somebody who follows events by GET knows how to follow on; an answer that is streamed to a POST is not cut. */
        private boolean canBeResumed(ProxyContext context) {
            String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
            return context.request().getMethod().equals(HttpMethod.GET)
                    && type != null
                    && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
        }

        private Future<Void> follow(ProxyContext context, Exchange exchange, Replica replica) {
            ResumableStream stream = new ResumableStream(
                    context.response().getBody().stream(), vertx.getOrCreateContext(), exchange::abandon);
            context.response().setBody(Body.body(stream));
            Future<Void> sent = context.sendResponse();
            replica.follow(stream);
            return sent.onComplete(done -> {
                replica.forget(stream);
                exchange.end();
            });
        }

        private void sayFromWhom(ProxyContext context) {
            HttpServerRequest incoming = context.request().proxiedRequest();
            String peer = incoming.remoteAddress().hostAddress();
            String before = settings.trustForwarded() ? incoming.getHeader("X-Forwarded-For") : null;
            if (incoming.authority() != null) {
                context.request().setAuthority(incoming.authority());
            }
            context.request().headers().remove("Forwarded");
            context.request().putHeader("X-Forwarded-For", before == null ? peer : before + ", " + peer);
            forward(context, "X-Forwarded-Proto", "http");
            forward(context, "X-Forwarded-Host", incoming.getHeader(HttpHeaders.HOST));
        }

        private void forward(ProxyContext context, String name, @Nullable String value) {
            if (settings.trustForwarded() && context.request().headers().contains(name)) {
                return;
            }
            if (value == null) {
                context.request().headers().remove(name);
            } else {
                context.request().putHeader(name, value);
            }
        }

        private boolean isRepeatable(ProxyContext context) {
            HttpServerRequest incoming = context.request().proxiedRequest();
            String length = incoming.getHeader(HttpHeaders.CONTENT_LENGTH);
            return REPEATABLE.contains(incoming.method())
                    && (length == null || length.equals("0"))
                    && !incoming.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        }

        private ProxyResponse refuse(ProxyContext context, int status, String code, String title) {
            metrics.refused(status);
            String detail = status == 503
                    ? "no replica of " + settings.service() + " takes requests. ./aiops status shows which run."
                    : "the replica of " + settings.service()
                            + " ended before it answered; whether it did what was asked is not known.";
            Buffer body = new JsonObject()
                    .put("type", "urn:agent-aiops:problem:" + code)
                    .put("title", title)
                    .put("status", status)
                    .put("code", code)
                    .put("detail", detail)
                    .put("service", settings.service())
                    .toBuffer();
            return context.request()
                    .release()
                    .response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                    .setBody(Body.body(body));
        }
    }
}
