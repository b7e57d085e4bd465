package io.agentaiops.agentgateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agentaiops.agentgateway.agentmodel.AgentModel;
import io.agentaiops.agentgateway.openai.CompletionRequest.Addressed;
import io.agentaiops.agentgateway.passthrough.Exchange;
import io.agentaiops.agentgateway.passthrough.ModelRelay;
import io.agentaiops.agentgateway.passthrough.ProtocolEdge;
import io.agentaiops.agentgateway.passthrough.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The endpoints of the OpenAI API. */
@ApplicationScoped
class OpenAiRoute {

    private static final Logger LOG = Logger.getLogger(OpenAiRoute.class);
    private static final String MODELS = "/v1/models";

    private final ProtocolEdge edge;
    private final OpenAiDialect dialect;
    private final ModelRelay relay;
    private final AgentCompletion agent;
    private final ObjectMapper json;
    private final long since;

    OpenAiRoute(
            ProtocolEdge edge,
            OpenAiDialect dialect,
            ModelRelay relay,
            AgentCompletion agent,
            ObjectMapper json,
            Clock clock) {
        this.edge = edge;
        this.dialect = dialect;
        this.relay = relay;
        this.agent = agent;
        this.json = json;
        this.since = clock.instant().getEpochSecond();
    }

    void register(@Observes Router router) {
        edge.open(router, MODELS, dialect, Map.of(HttpMethod.GET, this::models));
        edge.open(router, MODELS + "/*", dialect, Map.of(HttpMethod.GET, this::model));
        edge.open(
                router,
                "/v1/chat/completions",
                dialect,
                Map.of(HttpMethod.POST, exchange -> forModel(exchange, this::complete)));
        edge.open(
                router,
                "/v1/completions",
                dialect,
                Map.of(HttpMethod.POST, exchange -> forModel(exchange, this::notForAgents)));
        edge.open(
                router,
                "/v1/embeddings",
                dialect,
                Map.of(HttpMethod.POST, exchange -> forModel(exchange, this::notForAgents)));
        edge.closeRest(router, "/v1/*", dialect);
    }

    /** The agent, and the models of Ollama when it answers. */
    private void models(Exchange exchange) {
        relay.fetch(MODELS).onComplete(held -> exchange.answer(200, list(held.succeeded() ? held.result() : null)));
    }

    private String list(@Nullable Buffer held) {
        ObjectNode list = json.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data").add(agentModel());
        if (held != null) {
            try {
                json.readTree(held.getBytes()).path("data").forEach(data::add);
            } catch (IOException e) {
                LOG.warnf("the models of Ollama are left out cause=%s", e.getMessage());
            }
        }
        return list.toString();
    }

    private void model(Exchange exchange) {
        String id = exchange.request().path().substring(MODELS.length() + 1);
        if (AgentModel.is(id)) {
            exchange.answer(200, agentModel().toString());
        } else {
            relay.relay(exchange, id);
        }
    }

    private ObjectNode agentModel() {
        return json.createObjectNode()
                .put("id", AgentModel.NAME)
                .put("object", "model")
                .put("created", since)
                .put("owned_by", AgentModel.NAME)
                .put("name", "Agent-AIOps");
    }

    private void forModel(Exchange exchange, BiConsumer<Exchange, JsonNode> byAgent) {
        switch (CompletionRequest.addressed(exchange.body(), json)) {
            case Addressed.To to when AgentModel.is(to.model()) -> byAgent.accept(exchange, to.body());
            case Addressed.To to -> relay.relay(exchange, to.model());
            case Addressed.Unreadable unreadable -> exchange.refuse(unreadable.refusal());
        }
    }

    private void complete(Exchange exchange, JsonNode body) {
        CompletionRequest.of(body)
                .ifPresentOrElse(
                        request -> edge.block(exchange, () -> agent.answer(exchange, request)),
                        () -> exchange.refuse(Refusal.bad(
                                "missing_messages", "messages must hold a message of the role user.", "messages")));
    }

    private void notForAgents(Exchange exchange, JsonNode body) {
        exchange.refuse(Refusal.bad(
                "model_not_supported",
                AgentModel.NAME + " answers chats only; name a model of Ollama for this.",
                "model"));
    }
}
