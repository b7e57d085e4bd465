package io.agentaiops.agentgateway.operation;

import io.agentaiops.eventbus.operation.CapabilityHandler;
import io.agentaiops.eventbus.operation.Finding;
import io.agentaiops.eventbus.operation.Operation;
import io.agentaiops.eventcontracts.Capability;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Which capability is whose work. */
@ApplicationScoped
class Capabilities {

    private record Handler(Capability capability, Function<Operation, Finding> work) implements CapabilityHandler {
        @Override
        public Finding perform(Operation operation) {
            return work.apply(operation);
        }
    }

    private final OllamaWork ollama;
    private final AgentWork agent;

    Capabilities(OllamaWork ollama, AgentWork agent) {
        this.ollama = ollama;
        this.agent = agent;
    }

    @Produces
    @Singleton
    CapabilityHandler ollamaVersion() {
        return new Handler(Capability.OLLAMA_VERSION, operation -> ollama.version());
    }

    @Produces
    @Singleton
    CapabilityHandler ollamaModels() {
        return new Handler(Capability.OLLAMA_MODELS, ollama::models);
    }

    @Produces
    @Singleton
    CapabilityHandler ollamaPull() {
        return new Handler(Capability.OLLAMA_PULL, ollama::pull);
    }

    @Produces
    @Singleton
    CapabilityHandler agentAsk() {
        return new Handler(Capability.AGENT_ASK, agent::ask);
    }

    @Produces
    @Singleton
    CapabilityHandler agentPerformance() {
        return new Handler(Capability.AGENT_PERFORMANCE, agent::performance);
    }

    @Produces
    @Singleton
    CapabilityHandler agentSessions() {
        return new Handler(Capability.AGENT_SESSIONS, agent::sessions);
    }

    @Produces
    @Singleton
    CapabilityHandler agentRegression() {
        return new Handler(Capability.AGENT_REGRESSION, agent::regression);
    }

    @Produces
    @Singleton
    CapabilityHandler servicesHealth() {
        return new Handler(Capability.SERVICES_HEALTH, operation -> agent.services());
    }
}
