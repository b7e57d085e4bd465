package io.agentaiops.agentgateway.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.passthrough.Exchange;
import io.agentaiops.agentgateway.passthrough.ModelRelay;
import io.agentaiops.agentgateway.passthrough.ProtocolEdge;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The endpoints of Ollama. */
@ApplicationScoped
class OllamaRoute {

    private static final Logger LOG = Logger.getLogger(OllamaRoute.class);
    private static final String TAGS = "/api/tags";
    private static final String RUNNING = "/api/ps";
    private static final String VERSION = "/api/version";

    /** What is said when no Ollama answers: the version whose interface this is. */
    private static final String SPOKEN = "{\"version\":\"0.12.6\"}";

    private static final List<String> MANAGEMENT =
            List.of("/api/pull", "/api/push", "/api/create", "/api/copy", "/api/delete", "/api/blobs/*");

    private final ProtocolEdge edge;
    private final OllamaDialect dialect;
    private final ModelRelay relay;
    private final AgentChat agent;
    private final AgentCard card;
    private final ObjectMapper json;

    OllamaRoute(
            ProtocolEdge edge,
            OllamaDialect dialect,
            ModelRelay relay,
            AgentChat agent,
            AgentCard card,
            ObjectMapper json) {
        this.edge = edge;
        this.dialect = dialect;
        this.relay = relay;
        this.agent = agent;
        this.card = card;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, "/").handler(OllamaRoute::alive);
        edge.open(router, VERSION, dialect, Map.of(HttpMethod.GET, this::version));
        edge.open(router, TAGS, dialect, Map.of(HttpMethod.GET, this::tags));
        edge.open(router, RUNNING, dialect, Map.of(HttpMethod.GET, this::running));
        post(
                router,
                "/api/show",
                (exchange, body) -> exchange.answer(200, card.show().toString()));
        post(router, "/api/chat", (exchange, body) -> ask(exchange, AgentRequest.chat(body)));
        post(router, "/api/generate", (exchange, body) -> ask(exchange, AgentRequest.generate(body)));
        post(router, "/api/embed", this::notForAgents);
        post(router, "/api/embeddings", this::notForAgents);
        MANAGEMENT.forEach(path -> edge.open(router, path, dialect, Map.of(HttpMethod.POST, OllamaRoute::notHere)));
    }

    /** Clients of Ollama ask whether it runs; everybody else gets the page. */
    private static void alive(RoutingContext context) {
        String agent = context.request().getHeader(HttpHeaders.USER_AGENT);
        if (agent != null && agent.startsWith("ollama")) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .end("Ollama is running");
        } else {
            context.next();
        }
    }

    private void post(Router router, String path, BiConsumer<Exchange, JsonNode> byAgent) {
        edge.open(router, path, dialect, Map.of(HttpMethod.POST, exchange -> forModel(exchange, byAgent)));
    }

    private void forModel(Exchange exchange, BiConsumer<Exchange, JsonNode> byAgent) {
        if (exchange.body().length() == 0) {
            exchange.refuse(Refusal.bad("missing_body", "missing request body", null));
            return;
        }
        try {
            JsonNode body = json.readTree(exchange.body().toString(StandardCharsets.UTF_8));
            String model = body.path("model").asText(body.path("name").asText(""));
            if (model.isBlank()) {
                exchange.refuse(Refusal.bad("missing_model", "model is required", null));
            } else if (AgentModel.is(model)) {
                byAgent.accept(exchange, body);
            } else {
                relay.relay(exchange, model);
            }
        } catch (JsonProcessingException e) {
            exchange.refuse(Refusal.bad("invalid_json", "the body is not JSON: " + e.getOriginalMessage(), null));
        }
    }

    private void ask(Exchange exchange, AgentRequest request) {
        edge.block(exchange, () -> agent.answer(exchange, request));
    }

    private void version(Exchange exchange) {
        relay.fetch(VERSION)
                .onComplete(held -> exchange.answer(
                        200, held.succeeded() ? held.result().toString(StandardCharsets.UTF_8) : SPOKEN));
    }

    private void tags(Exchange exchange) {
        relay.fetch(TAGS).onComplete(held -> {
            ObjectNode list = json.createObjectNode();
            ArrayNode models = list.putArray("models").add(card.tag());
            models(held.succeeded() ? held.result() : null).forEach(models::add);
            exchange.answer(200, list.toString());
        });
    }

    private void running(Exchange exchange) {
        relay.fetch(RUNNING).onComplete(held -> {
            ObjectNode list = json.createObjectNode();
            ArrayNode models = list.putArray("models");
            models(held.succeeded() ? held.result() : null).forEach(models::add);
            exchange.answer(200, list.toString());
        });
    }

    private JsonNode models(@Nullable Buffer held) {
        try {
            return held == null
                    ? json.createArrayNode()
                    : json.readTree(held.getBytes()).path("models");
        } catch (IOException e) {
            LOG.warnf("the models of Ollama are left out cause=%s", e.getMessage());
            return json.createArrayNode();
        }
    }

    private void notForAgents(Exchange exchange, JsonNode body) {
        exchange.refuse(
                Refusal.bad("model_not_supported", "\"" + AgentModel.NAME + "\" does not support embeddings", null));
    }

    private static void notHere(Exchange exchange) {
        exchange.refuse(new Refusal(
                403, "models are managed at /api/v1/models, by administrators", "management_not_offered", null));
    }
}
