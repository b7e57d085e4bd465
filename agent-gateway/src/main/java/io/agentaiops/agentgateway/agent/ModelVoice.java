package io.agentaiops.agentgateway.agent;

import io.agentaiops.agentgateway.context.ContextGuard;
import io.agentaiops.agentgateway.context.Draft;
import io.agentaiops.agentgateway.context.Fitted;
import io.agentaiops.agentgateway.context.TokenCalibration;
import io.agentaiops.agentgateway.context.TokenCount;
import io.agentaiops.agentgateway.context.TokenWeight;
import io.agentaiops.agentgateway.memory.MemoryMetrics;
import io.agentaiops.agentgateway.model.ChatHearer;
import io.agentaiops.agentgateway.model.ChatRequest;
import io.agentaiops.agentgateway.model.ChatResult;
import io.agentaiops.agentgateway.model.ChatTurn;
import io.agentaiops.agentgateway.model.ModelCatalog;
import io.agentaiops.agentgateway.model.ModelParameters;
import io.agentaiops.agentgateway.model.ModelTool;
import io.agentaiops.agentgateway.model.OllamaChat;
import io.agentaiops.agentgateway.model.OllamaConfig;
import io.agentaiops.agentgateway.model.OllamaFailure;
import io.agentaiops.agentgateway.model.OllamaModel;
import io.agentaiops.agentgateway.run.Usage.Omission;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Has one model say its next turn: makes the draft fit, asks, and learns from what Ollama counted. */
@ApplicationScoped
class ModelVoice {

    /** A part of what was expected and this much of the window: then Ollama cut the prompt itself. */
    private static final double CUT = 0.5;

    private static final double NEARLY_FULL = 0.6;
    private static final int TRIES = 3;

    /** What came of it. */
    record Spoken(ChatResult result, List<Omission> omitted) {}

    private final OllamaChat chat;
    private final ModelCatalog catalog;
    private final TokenCalibration calibration;
    private final MemoryMetrics memory;
    private final Prompt prompt;
    private final OllamaConfig config;
    private volatile Weighed weighed = new Weighed(List.of(), 0);

    private record Weighed(List<ModelTool> tools, double weight) {}

    ModelVoice(
            OllamaChat chat,
            ModelCatalog catalog,
            TokenCalibration calibration,
            MemoryMetrics memory,
            Prompt prompt,
            OllamaConfig config) {
        this.chat = chat;
        this.catalog = catalog;
        this.calibration = calibration;
        this.memory = memory;
        this.prompt = prompt;
        this.config = config;
    }

    /** Counts as the model would. */
    TokenCount count(String model) {
        return calibration.count(digest(model));
    }

    /** Asks the model. A prompt that turns out too long after all is shortened and tried again. */
    Spoken speak(
            String runId,
            String model,
            ModelParameters wish,
            Draft draft,
            List<ModelTool> tools,
            TokenWriter tokens,
            BooleanSupplier abandoned) {
        int window = catalog.contextTokens(model, wish);
        for (int attempt = 1; ; attempt++) {
            TokenCount count = count(model);
            switch (ContextGuard.fit(draft, budget(window, wish, tools, count), count)) {
                case Fitted.TooLong tooLong -> {
                    return new Spoken(
                            new ChatResult.Failed(OllamaFailure.Kind.TOO_LONG, tooLong.reason(), false), List.of());
                }
                case Fitted.Fits fits -> {
                    List<ChatTurn> turns = prompt.turns(fits.draft());
                    ChatRequest request =
                            new ChatRequest(model, turns, tools, wish, window, null, ChatRequest.Purpose.ANSWER, runId);
                    ChatResult result = chat.chat(request, hearer(tokens), abandoned);
                    tokens.flush();
                    if (result instanceof ChatResult.Failed failed
                            && failed.kind() == OllamaFailure.Kind.TOO_LONG
                            && attempt < TRIES) {
                        calibration.overflowed(digest(model));
                        continue;
                    }
                    return new Spoken(result, omitted(fits, result, weight(turns, tools), window, model));
                }
            }
        }
    }

    private int budget(int window, ModelParameters wish, List<ModelTool> tools, TokenCount count) {
        Integer longest = wish.numPredict();
        int answer = Math.min(longest == null ? config.answerTokens() : longest, window / 4);
        return window - answer - (int) Math.ceil(weightOf(tools) * count.factor());
    }

    private List<Omission> omitted(Fitted.Fits fits, ChatResult result, double weight, int window, String model) {
        List<Omission> all = new ArrayList<>(fits.omitted());
        if (result instanceof ChatResult.Completed completed) {
            TokenCount count = count(model);
            memory.told(fits.draft().memory(), fits.draft().history(), (int) completed.promptTokens(), count);
            long expected = Math.round(weight * count.factor());
            boolean cut = completed.promptTokens() > 0
                    && completed.promptTokens() < expected * CUT
                    && expected > window * NEARLY_FULL;
            if (cut) {
                all.add(new Omission("part of the prompt, cut by Ollama itself", expected - completed.promptTokens()));
            }
            if (completed.cutAtLimit()) {
                all.add(new Omission("the end of the answer: its limit of tokens was reached", 0));
            }
            calibration.seen(digest(model), weight, completed.promptTokens());
        }
        return all;
    }

    private static ChatHearer hearer(TokenWriter tokens) {
        return new ChatHearer() {
            @Override
            public void said(String text) {
                tokens.write(text);
            }

            @Override
            public void thought(String text) {
                tokens.think(text);
            }
        };
    }

    private double weight(List<ChatTurn> turns, List<ModelTool> tools) {
        double weight = 0;
        for (ChatTurn turn : turns) {
            weight += TokenWeight.PER_MESSAGE;
            switch (turn) {
                case ChatTurn.Rules rules -> weight += TokenWeight.of(rules.text());
                case ChatTurn.User user -> weight += TokenWeight.of(user.text());
                case ChatTurn.ToolResult result -> weight += TokenWeight.of(result.text());
                case ChatTurn.Model said -> {
                    weight += TokenWeight.of(said.text());
                    weight += said.calls().stream()
                            .mapToDouble(call -> TokenWeight.of(call.tool() + call.arguments()))
                            .sum();
                }
            }
        }
        return weight + weightOf(tools);
    }

    /** Weighed once for each list: the catalogue hands out the same one for a while, and its schemas are long. */
    @SuppressWarnings("ReferenceEquality") // comparing what is in it would cost as much as weighing it
    private double weightOf(List<ModelTool> tools) {
        Weighed known = weighed;
        if (known.tools() != tools) {
            known = new Weighed(
                    tools,
                    tools.stream()
                            .mapToDouble(tool -> TokenWeight.PER_MESSAGE + TokenWeight.of(text(tool)))
                            .sum());
            weighed = known;
        }
        return known.weight();
    }

    private static String text(ModelTool tool) {
        return tool.name() + " " + tool.description() + " " + tool.inputSchema();
    }

    private String digest(String model) {
        return catalog.find(model)
                .map(OllamaModel::digest)
                .map(digest -> digest.replace("sha256:", ""))
                .orElse(model);
    }
}
