package io.agentaiops.eventbus.trace;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes spans in as a collector does, by OTLP over gRPC (HTTP/2 without TLS) and over HTTP, on one port of loopback; or says
 * that it cannot.
 */
final class Collector implements AutoCloseable {

    private static final String GRPC = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private static final String HTTP = "/v1/traces";

    /** Whether it is compressed, and how long it is: what stands before a message of gRPC. */
    private static final int PREFIX = 5;

    private static final String UNAVAILABLE = "14";

    private final Vertx vertx = Vertx.vertx();
    private final List<ExportTraceServiceRequest> taken = new CopyOnWriteArrayList<>();
    private final List<String> ways = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refusing;

    private Collector() {}

    static Collector on(int port) {
        Collector collector = new Collector();
        await(collector
                .vertx
                .createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> collector.handle(request, body)))
                .listen(port, "127.0.0.1"));
        return collector;
    }

    /** From now on it says that it is not available: 503, or UNAVAILABLE of gRPC. */
    void refuse() {
        refusing = true;
    }

    void takeAgain() {
        refusing = false;
    }

    int refused() {
        return refused.get();
    }

    /** All that was ever sent, as text. */
    String everything() {
        return taken.toString();
    }

    /** The paths that spans came by. */
    List<String> ways() {
        return ways;
    }

    List<Span> spans() {
        return taken.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void handle(HttpServerRequest request, Buffer body) {
        ways.add(request.path());
        if (refusing) {
            refused.incrementAndGet();
        }
        switch (request.path()) {
            case GRPC -> overGrpc(request.response(), body);
            case HTTP -> overHttp(request.response(), body);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void overHttp(HttpServerResponse response, Buffer body) {
        if (refusing) {
            response.setStatusCode(503).end();
        } else {
            take(body);
            response.putHeader("Content-Type", "application/x-protobuf").end(answer());
        }
    }

    private void overGrpc(HttpServerResponse response, Buffer body) {
        response.putHeader("Content-Type", "application/grpc");
        if (refusing) {
            response.putHeader("grpc-status", UNAVAILABLE).end();
        } else {
            take(body.slice(PREFIX, body.length()));
            Buffer answer = answer();
            response.putTrailer("grpc-status", "0");
            response.end(Buffer.buffer()
                    .appendByte((byte) 0)
                    .appendInt(answer.length())
                    .appendBuffer(answer));
        }
    }

    private void take(Buffer message) {
        try {
            taken.add(ExportTraceServiceRequest.parseFrom(message.getBytes()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Buffer answer() {
        return Buffer.buffer(ExportTraceServiceResponse.getDefaultInstance().toByteArray());
    }

    private static void await(io.vertx.core.Future<?> done) {
        done.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
