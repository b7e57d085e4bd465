package io.agentaiops.agentgateway.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.model.ModelReply;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.OllamaChat;
import io.agentaiops.agentgateway.model.WantedCall;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.RunJournal;
import io.agentaiops.agentgateway.run.RunStore;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.PlannedCall;
import io.agentaiops.agentgateway.toolcall.ToolCallTracker;
import io.agentaiops.agentgateway.toolcall.ToolCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** One turn of a model in a run: what it is told, what it says, which calls it may make. */
@ApplicationScoped
class ModelTurn {

    private final OllamaChat chat;
    private final ToolCatalog catalog;
    private final ToolCallTracker tracker;
    private final RunStore runs;
    private final RunJournal journal;
    private final Prompt prompt;
    private final AgentConfig config;
    private final ObjectMapper json;

    ModelTurn(
            OllamaChat chat,
            ToolCatalog catalog,
            ToolCallTracker tracker,
            RunStore runs,
            RunJournal journal,
            Prompt prompt,
            AgentConfig config,
            ObjectMapper json) {
        this.chat = chat;
        this.catalog = catalog;
        this.tracker = tracker;
        this.runs = runs;
        this.journal = journal;
        this.prompt = prompt;
        this.config = config;
        this.json = json;
    }

    /** Asks the model; its tokens go to the journal as they come. */
    ModelReply take(
            Run run,
            AgentNotes notes,
            List<Passage> passages,
            List<Step> steps,
            NextStep.AskModel ask,
            BooleanSupplier abandoned) {
        List<ModelTool> tools = ask.withTools() && steps.size() < config.maxCalls() ? catalog.tools() : List.of();
        List<Run> earlier = runs.ofSession(run.sessionId(), config.rememberedRuns() + 1).stream()
                .filter(other -> !other.id().equals(run.id()) && other.hasEnded())
                .toList();
        TokenWriter tokens = new TokenWriter(journal, run.id(), notes.turns().size() + 1);
        ModelReply reply = chat.chat(
                ask.model(), prompt.turns(run, notes, passages, steps, earlier), tools, tokens::write, abandoned);
        tokens.flush();
        return reply;
    }

    /** Asks for the calls that the model wants; those that make no sense end at once, with the reason. */
    void request(Run run, List<WantedCall> calls, int made) {
        List<String> known = catalog.tools().stream().map(ModelTool::name).toList();
        List<PlannedCall> planned = new ArrayList<>();
        for (WantedCall call : calls) {
            PlannedCall plan = new PlannedCall(
                    call.callId(), null, call.tool(), arguments(call), Map.of(), config.toolTimeout(), false);
            if (!known.contains(call.tool())) {
                tracker.refuse(run, plan, "there is no tool " + call.tool() + "; there are " + known);
            } else if (made + planned.size() >= config.maxCalls()) {
                tracker.refuse(run, plan, "a run may make " + config.maxCalls() + " calls, and has made them");
            } else {
                planned.add(plan);
            }
        }
        tracker.request(run, planned);
    }

    private Map<String, Object> arguments(WantedCall call) {
        try {
            Map<String, Object> arguments =
                    json.readValue(call.arguments(), new TypeReference<Map<String, Object>>() {});
            arguments.values().removeIf(Objects::isNull);
            return arguments;
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }
}
