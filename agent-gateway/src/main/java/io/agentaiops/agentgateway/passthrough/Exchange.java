package io.agentaiops.agentgateway.passthrough;

import io.agentaiops.agentgateway.peer.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** One admitted request at the endpoint of a protocol, with its whole body. */
public final class Exchange {

    private static final String JSON = "application/json";

    private final RoutingContext context;
    private final Caller caller;
    private final Dialect dialect;

    Exchange(RoutingContext context, Caller caller, Dialect dialect) {
        this.context = context;
        this.caller = caller;
        this.dialect = dialect;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** The request. */
    public HttpServerRequest request() {
        return context.request();
    }

    HttpServerResponse response() {
        return context.response();
    }

    Dialect dialect() {
        return dialect;
    }

    /** The body; empty when there is none. */
    public Buffer body() {
        Buffer body = context.body() == null ? null : context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** A header of the request. */
    public @Nullable String header(String name) {
        return context.request().getHeader(name);
    }

    /** Adds a header to the answer. */
    public Exchange with(String name, String value) {
        context.response().putHeader(name, value);
        return this;
    }

    /** Answers with a JSON document. */
    public void answer(int status, String json) {
        send(context.response(), status, JSON, json);
    }

    /** Answers with a text of that type. */
    public void answer(String type, String text) {
        send(context.response(), 200, type, text);
    }

    /** Answers that nothing more will be said. */
    public void acknowledge(int status) {
        HttpServerResponse response = context.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).end();
        }
    }

    /** Answers with an error in the shape of the protocol. */
    public void refuse(Refusal refusal) {
        answer(refusal.status(), dialect.error(refusal));
    }

    /** Whether the client is still there. */
    public boolean isThere() {
        return !context.response().closed();
    }

    /** Runs the action when the client leaves before its answer; at once if it has left already. */
    public void onLeaving(Runnable action) {
        HttpServerResponse response = context.response();
        response.closeHandler(closed -> {
            if (!response.ended()) {
                action.run();
            }
        });
        if (response.closed()) {
            action.run();
        }
    }

    /** Begins an answer that is written piece by piece from a virtual thread. */
    public StreamedReply stream(String type, PassthroughConfig config) {
        return new StreamedReply(context.response(), type, config.slowClientTimeout());
    }

    static void send(HttpServerResponse response, int status, String type, String text) {
        if (response.headWritten() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(text));
    }
}
