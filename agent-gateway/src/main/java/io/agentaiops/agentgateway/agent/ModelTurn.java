package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.context.Draft;
import io.agentaiops.agentgateway.knowledge.Passage;
import io.agentaiops.agentgateway.memory.Memory;
import io.agentaiops.agentgateway.memory.Recollection;
import io.agentaiops.agentgateway.memory.SessionReading;
import io.agentaiops.agentgateway.model.ChatResult;
import io.agentaiops.agentgateway.model.ModelChoice;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.Models;
import io.agentaiops.agentgateway.run.AnswerMode;
import io.agentaiops.agentgateway.run.Run;
import io.agentaiops.agentgateway.run.Step;
import io.agentaiops.agentgateway.toolcall.ToolCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a model in a run: which model, what it is told, what it says. A model that fails is followed by the next of
 * the chain; only when none is left does the run go on without a model.
 */
@ApplicationScoped
class ModelTurn {

    private final Models models;
    private final ModelVoice voice;
    private final ToolCatalog catalog;
    private final Memory memory;
    private final Prompt prompt;

    ModelTurn(Models models, ModelVoice voice, ToolCatalog catalog, Memory memory, Prompt prompt) {
        this.models = models;
        this.voice = voice;
        this.catalog = catalog;
        this.memory = memory;
        this.prompt = prompt;
    }

    /** What the run needs to know of its session; nothing once no model takes part. */
    SessionReading session(Run run, AgentNotes notes) {
        boolean withModel = run.askedMode() != AnswerMode.RUNBOOK && notes.modelProblem() == null;
        return withModel ? memory.read(run) : SessionReading.NOTHING;
    }

    /** The model that would answer the run now. */
    ModelChoice choice(Run run, SessionReading session) {
        return models.choose(asked(run, session.parameters()), run.id());
    }

    /** Asks the model; its tokens go to the journal as they come. */
    ModelReply take(
            Run run,
            SessionReading session,
            AgentNotes notes,
            List<Passage> passages,
            List<Step> steps,
            NextStep.AskModel ask,
            TokenWriter tokens,
            BooleanSupplier abandoned) {
        ModelParameters wish = session.parameters();
        List<ModelTool> tools = ask.withTools() ? catalog.tools() : List.of();
        Recollection remembered = memory.recall(run, session, voice.count(ask.model()));
        Draft draft = prompt.draft(run, notes, passages, steps, remembered);
        String reason = "";
        for (String model : chain(run, wish, ask.model())) {
            ModelVoice.Spoken spoken = voice.speak(run.id(), model, wish, draft, tools, tokens, abandoned);
            switch (spoken.result()) {
                case ChatResult.Completed completed -> {
                    return reply(completed, spoken);
                }
                case ChatResult.Abandoned gone -> {
                    return new ModelReply.Abandoned();
                }
                case ChatResult.Failed failed -> {
                    reason = failed.reason();
                    if (failed.spoke()) {
                        tokens.restart();
                    }
                }
            }
        }
        return new ModelReply.Broke("the model failed: " + reason);
    }

    private List<String> chain(Run run, ModelParameters wish, String first) {
        List<String> chain = new ArrayList<>(List.of(first));
        models.candidates(asked(run, wish), run.id()).stream()
                .flatMap(name -> models.usable(name).stream())
                .filter(name -> !chain.contains(name))
                .forEach(chain::add);
        return chain;
    }

    private static @Nullable String asked(Run run, ModelParameters wish) {
        return run.askedModel() == null ? wish.model() : run.askedModel();
    }

    private static ModelReply reply(ChatResult.Completed completed, ModelVoice.Spoken spoken) {
        return completed.calls().isEmpty()
                ? new ModelReply.Said(
                        completed.model(),
                        completed.text(),
                        completed.promptTokens(),
                        completed.answerTokens(),
                        spoken.omitted())
                : new ModelReply.WantsTools(
                        completed.model(),
                        completed.text(),
                        completed.calls(),
                        completed.promptTokens(),
                        completed.answerTokens(),
                        spoken.omitted());
    }
}
