package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.model.ModelReply;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.OllamaChat;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.ToolCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One turn of a model in a run: what it is told and what it says. */
@ApplicationScoped
class ModelTurn {

    private final OllamaChat chat;
    private final ToolCatalog catalog;
    private final RunStore runs;
    private final Prompt prompt;
    private final AgentConfig config;

    ModelTurn(OllamaChat chat, ToolCatalog catalog, RunStore runs, Prompt prompt, AgentConfig config) {
        this.chat = chat;
        this.catalog = catalog;
        this.runs = runs;
        this.prompt = prompt;
        this.config = config;
    }

    /** Asks the model; its tokens go to the journal as they come. */
    ModelReply take(
            Run run,
            AgentNotes notes,
            List<Passage> passages,
            List<Step> steps,
            NextStep.AskModel ask,
            TokenWriter tokens,
            BooleanSupplier abandoned) {
        List<ModelTool> tools = ask.withTools() ? catalog.tools() : List.of();
        List<Run> earlier = runs.ofSession(run.sessionId(), config.rememberedRuns() + 1).stream()
                .filter(other -> !other.id().equals(run.id()) && other.hasEnded())
                .toList();
        ModelReply reply = chat.chat(
                ask.model(), prompt.turns(run, notes, passages, steps, earlier), tools, tokens::write, abandoned);
        tokens.flush();
        return reply;
    }
}
