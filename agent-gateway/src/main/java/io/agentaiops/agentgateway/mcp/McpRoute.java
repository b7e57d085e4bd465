package io.agentaiops.agentgateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.passthrough.Exchange;
import io.agentaiops.agentgateway.passthrough.PassthroughConfig;
import io.agentaiops.agentgateway.passthrough.ProtocolEdge;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.agentaiops.agentgateway.passthrough.StreamedReply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one endpoint of the protocol. Answers are JSON documents; only what may take minutes is a stream, with progress and
 * signs of life. There are no sessions and nothing is sent unasked, so GET and DELETE are refused.
 */
@ApplicationScoped
class McpRoute {

    private static final String EVENT_STREAM = "text/event-stream";
    private static final String KEEP_ALIVE = ":\n\n";

    private final ProtocolEdge edge;
    private final McpDialect dialect;
    private final McpServer server;
    private final McpConfig config;
    private final PassthroughConfig limits;
    private final ObjectMapper json;

    McpRoute(
            ProtocolEdge edge,
            McpDialect dialect,
            McpServer server,
            McpConfig config,
            PassthroughConfig limits,
            ObjectMapper json) {
        this.edge = edge;
        this.dialect = dialect;
        this.server = server;
        this.config = config;
        this.limits = limits;
        this.json = json;
    }

    void register(@Observes Router router) {
        edge.open(router, "/mcp", dialect, Map.of(HttpMethod.POST, this::take));
    }

    private void take(Exchange exchange) {
        if (!isOurs(exchange.header("Origin"), exchange.header("Host"))) {
            exchange.refuse(new Refusal(403, "pages of this origin may not call", "origin_forbidden", null));
            return;
        }
        switch (Message.of(exchange.body().toString(StandardCharsets.UTF_8), json)) {
            case Message.Malformed malformed ->
                exchange.answer(malformed.failure().status(), dialect.message(null, malformed.failure(), Era.LEGACY));
            case Message.Unanswered unanswered -> exchange.acknowledge(202);
            case Message.Request request -> take(exchange, request);
        }
    }

    private void take(Exchange exchange, Message.Request request) {
        Era era = Era.of(request, exchange::header);
        Optional<Reply.Failure> refused = era.refuses(request, exchange::header);
        if (refused.isPresent()) {
            exchange.answer(refused.get().status(), dialect.message(request.id(), refused.get(), era));
        } else if (server.isLong(request) && accepts(exchange, EVENT_STREAM)) {
            edge.block(exchange, () -> stream(exchange, request, era));
        } else {
            edge.block(exchange, () -> answer(exchange, request, era));
        }
    }

    private void answer(Exchange exchange, Message.Request request, Era era) {
        Reply reply = server.answer(request, era, exchange.caller(), new Silent(exchange, edge));
        int status = switch (reply) {
            case Reply.Result result -> 200;
            case Reply.Failure failure -> failure.status();
        };
        exchange.answer(status, dialect.message(request.id(), reply, era));
    }

    private void stream(Exchange exchange, Message.Request request, Era era) {
        StreamedReply stream = exchange.stream(EVENT_STREAM, limits);
        stream.write(KEEP_ALIVE);
        JsonNode token = request.meta("progressToken");
        Streaming progress = new Streaming(exchange, stream, token.isValueNode() ? token : null);
        Reply reply = server.answer(request, era, exchange.caller(), progress);
        stream.write(dialect.event(dialect.message(request.id(), reply, era)));
        stream.end();
    }

    /** Against pages of elsewhere that reach a local gateway by a name of their own making. */
    private boolean isOurs(@Nullable String origin, @Nullable String host) {
        if (origin == null || config.allowedOrigins().orElse(List.of()).contains(origin)) {
            return true;
        }
        try {
            return host != null && host.equals(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean accepts(Exchange exchange, String type) {
        String accept = exchange.header("Accept");
        return accept != null && accept.contains(type);
    }

    /** Hears nothing but whether it is still there. */
    private record Silent(Exchange exchange, ProtocolEdge edge) implements Progress {

        @Override
        public boolean isThere() {
            return exchange.isThere();
        }

        @Override
        public void step(String message) {
            // A whole answer cannot be begun early.
        }

        @Override
        public void idle() {
            // as above
        }

        @Override
        public void onLeaving(Runnable action) {
            exchange.onLeaving(() -> edge.block(exchange, action));
        }
    }

    private final class Streaming implements Progress {

        private final Exchange exchange;
        private final StreamedReply stream;
        private final @Nullable JsonNode token;
        private int steps;

        Streaming(Exchange exchange, StreamedReply stream, @Nullable JsonNode token) {
            this.exchange = exchange;
            this.stream = stream;
            this.token = token;
        }

        @Override
        public boolean isThere() {
            return stream.isThere();
        }

        @Override
        public void step(String message) {
            stream.write(token == null ? KEEP_ALIVE : dialect.progress(token, ++steps, message));
        }

        @Override
        public void idle() {
            stream.write(KEEP_ALIVE);
        }

        @Override
        public void onLeaving(Runnable action) {
            stream.onLeaving(() -> edge.block(exchange, action));
        }
    }
}
