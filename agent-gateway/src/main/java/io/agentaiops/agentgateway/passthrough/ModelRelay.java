package io.agentaiops.agentgateway.passthrough;

import io.agentaiops.agentgateway.model.OllamaConfig;
import io.agentaiops.agentgateway.model.OllamaHosts;
import io.agentaiops.agentgateway.passthrough.PassthroughMetrics.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests on to Ollama and its answers back, on the event loop of the request, without looking into either. What
 * comes back goes out in the same pieces; a client that reads slowly slows Ollama down; one that leaves ends its work.
 */
@ApplicationScoped
public class ModelRelay {

    private static final int NO_ROOM = 0;

    private final HttpClient client;
    private final OllamaConfig ollama;
    private final OllamaHosts hosts;
    private final PassthroughConfig config;
    private final PassthroughMetrics metrics;

    ModelRelay(
            Vertx vertx, OllamaConfig ollama, OllamaHosts hosts, PassthroughConfig config, PassthroughMetrics metrics) {
        this.ollama = ollama;
        this.hosts = hosts;
        this.config = config;
        this.metrics = metrics;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) ollama.connectTimeout().toMillis())
                        .setKeepAlive(true)
                        .setMaxWaitQueueSize(NO_ROOM)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(config.maxStreams()));
    }

    /** Passes the request on, under its own path, to the Ollama that is best for the model. */
    public void relay(Exchange exchange, String model) {
        new Relayed(exchange, metrics)
                .start(
                        client,
                        options(
                                model,
                                exchange.request().method(),
                                exchange.request().path()));
    }

    /** What Ollama answers to a GET, if it answers with success in a moment. */
    public Future<Buffer> fetch(String path) {
        RequestOptions options = options(null, HttpMethod.GET, path)
                .setTimeout(Duration.ofSeconds(3).toMillis());
        return client.request(options)
                .compose(HttpClientRequest::send)
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("Ollama answered " + response.statusCode()));
    }

    private RequestOptions options(@Nullable String model, HttpMethod method, @Nullable String path) {
        String base = hosts.route(model).url().replaceAll("/+$", "");
        return new RequestOptions()
                .setMethod(method)
                // With no header at all the tracer of Vert.x fails, and the request is never sent.
                .putHeader("Accept", "*/*")
                .setIdleTimeout(config.silenceTimeout().toMillis())
                .setConnectTimeout(ollama.connectTimeout().toMillis())
                .setAbsoluteURI(base + path);
    }

    /** Why Ollama cannot be asked, in words for people. */
    static String reason(Throwable cause) {
        return "Ollama does not answer: " + cause.getMessage();
    }

    /** One request on its way. Everything happens on one event loop, so that nothing needs a lock. */
    private static final class Relayed {

        private final Exchange exchange;
        private final PassthroughMetrics metrics;
        private final long startedAt = System.nanoTime();
        private @Nullable HttpClientRequest upstream;
        private boolean over;

        Relayed(Exchange exchange, PassthroughMetrics metrics) {
            this.exchange = exchange;
            this.metrics = metrics;
        }

        void start(HttpClient client, RequestOptions options) {
            metrics.opened();
            exchange.response().closeHandler(closed -> leave());
            exchange.response().exceptionHandler(cause -> leave());
            client.request(options).onSuccess(this::send).onFailure(this::unreachable);
        }

        private void send(HttpClientRequest request) {
            upstream = request;
            if (over) {
                request.reset();
                return;
            }
            copy("Content-Type", request);
            copy("Accept", request);
            request.send(exchange.body()).onSuccess(this::answered).onFailure(this::unreachable);
        }

        private void copy(String header, HttpClientRequest request) {
            String value = exchange.header(header);
            if (value != null) {
                request.putHeader(header, value);
            }
        }

        private void answered(HttpClientResponse from) {
            if (over) {
                return;
            }
            var to = exchange.response();
            to.setStatusCode(from.statusCode());
            String type = from.getHeader("Content-Type");
            if (type != null) {
                to.putHeader("Content-Type", type);
            }
            String retry = from.getHeader("Retry-After");
            if (retry != null) {
                to.putHeader("Retry-After", retry);
            }
            String length = from.getHeader("Content-Length");
            if (length == null) {
                to.setChunked(true).putHeader("X-Accel-Buffering", "no");
            } else {
                to.putHeader("Content-Length", length);
            }
            from.handler(piece -> pass(piece, from));
            from.exceptionHandler(this::brokenOff);
            from.endHandler(end -> finish(from.statusCode() < 400 ? Outcome.ANSWERED : Outcome.REFUSED));
        }

        private boolean first = true;

        private void pass(Buffer piece, HttpClientResponse from) {
            if (first) {
                first = false;
                metrics.firstByte(exchange.dialect().protocol(), System.nanoTime() - startedAt);
            }
            var to = exchange.response();
            to.write(piece);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(room -> from.resume());
            }
        }

        private void finish(Outcome outcome) {
            if (settle(outcome)) {
                exchange.response().end();
            }
        }

        /** After the first byte nothing but the stream itself can tell; an answer of known length can only be cut. */
        private void brokenOff(Throwable cause) {
            if (settle(Outcome.BROKEN)) {
                if (exchange.response().isChunked()) {
                    exchange.response().end(exchange.dialect().brokenOff("Ollama broke off: " + cause.getMessage()));
                } else {
                    exchange.response().reset();
                }
            }
        }

        private void unreachable(Throwable cause) {
            if (settle(Outcome.UNREACHABLE)) {
                exchange.refuse(Refusal.unavailable(reason(cause)));
            }
        }

        private void leave() {
            if (settle(Outcome.ABANDONED) && upstream != null) {
                upstream.reset();
            }
        }

        private boolean settle(Outcome outcome) {
            if (over) {
                return false;
            }
            over = true;
            metrics.closed(exchange.dialect().protocol(), outcome);
            return true;
        }
    }
}
