package io.agentaiops.agentgateway.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.agentaiops.eventbus.Ids;
import io.quarkiverse.langchain4j.ollama.OllamaStreamingChatLanguageModel;
import io.quarkiverse.langchain4j.ollama.Options;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One streamed turn of a chat with a model on Ollama. The LangChain4j model is made per turn, because the model and its
 * options belong to the run; tokens come in on an event loop and are handed over to the caller's own thread.
 */
@ApplicationScoped
public class OllamaChat {

    private static final long POLL_MILLIS = 250;

    private sealed interface Signal {
        record Token(String text) implements Signal {}

        record Done(ChatResponse response) implements Signal {}

        record Failed(Throwable cause) implements Signal {}
    }

    private final OllamaConfig config;
    private final Models models;

    OllamaChat(OllamaConfig config, Models models) {
        this.config = config;
        this.models = models;
    }

    /**
     * Asks the model and waits for the end of its turn.
     *
     * @param onToken hears each piece of text, on the calling thread
     * @param abandoned asked between tokens whether to stop
     */
    public ModelReply chat(
            String model,
            List<ChatTurn> turns,
            List<ModelTool> tools,
            Consumer<String> onToken,
            BooleanSupplier abandoned) {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        ModelReply reply;
        try {
            streaming(model).chat(request(turns, tools), new Handler(signals));
            reply = await(signals, onToken, abandoned);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reply = new ModelReply.Abandoned();
        } catch (RuntimeException e) {
            reply = new ModelReply.Broke(reason(e));
        }
        switch (reply) {
            case ModelReply.Broke broke -> models.failed();
            case ModelReply.Said said -> models.succeeded();
            case ModelReply.WantsTools wants -> models.succeeded();
            case ModelReply.Abandoned gone -> {}
        }
        return reply;
    }

    private ModelReply await(BlockingQueue<Signal> signals, Consumer<String> onToken, BooleanSupplier abandoned)
            throws InterruptedException {
        Duration silence = config.silenceTimeout();
        long lastHeard = System.nanoTime();
        while (true) {
            Signal signal = signals.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (abandoned.getAsBoolean()) {
                return new ModelReply.Abandoned();
            }
            if (signal == null) {
                if (System.nanoTime() - lastHeard > silence.toNanos()) {
                    return new ModelReply.Broke("the model said nothing for " + silence.toSeconds() + " s");
                }
                continue;
            }
            lastHeard = System.nanoTime();
            switch (signal) {
                case Signal.Token token -> onToken.accept(token.text());
                case Signal.Done done -> {
                    return reply(done.response());
                }
                case Signal.Failed failed -> {
                    return new ModelReply.Broke(reason(failed.cause()));
                }
            }
        }
    }

    /**
     * Ollama reports a failure after the first byte as a line {@code {"error": …}} inside a 200 stream. The client reads
     * past it, so the missing counters of the last line are what tells a broken answer from a complete one.
     */
    private static ModelReply reply(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        AiMessage message = response.aiMessage();
        if (usage == null || usage.outputTokenCount() == null) {
            return new ModelReply.Broke("the model's answer broke off before its end");
        }
        String text = message.text() == null ? "" : message.text();
        long prompt = usage.inputTokenCount() == null ? 0 : usage.inputTokenCount();
        if (!message.hasToolExecutionRequests()) {
            return text.isBlank()
                    ? new ModelReply.Broke("the model gave an empty answer")
                    : new ModelReply.Said(text, prompt, usage.outputTokenCount());
        }
        List<WantedCall> calls = message.toolExecutionRequests().stream()
                .map(call -> new WantedCall(Ids.next(), call.name(), call.arguments()))
                .toList();
        return new ModelReply.WantsTools(text, calls, prompt, usage.outputTokenCount());
    }

    private StreamingChatModel streaming(String model) {
        return OllamaStreamingChatLanguageModel.builder()
                .baseUrl(config.baseUrl().toString())
                .timeout(config.silenceTimeout())
                .model(model)
                .options(Options.builder()
                        .numCtx(config.contextTokens())
                        .temperature(config.temperature())
                        .build())
                .build();
    }

    private static ChatRequest request(List<ChatTurn> turns, List<ModelTool> tools) {
        List<ToolSpecification> specifications =
                tools.stream().map(ToolSchema::specification).toList();
        return ChatRequest.builder()
                .messages(turns.stream().map(OllamaChat::message).toList())
                .toolSpecifications(specifications)
                .build();
    }

    private static ChatMessage message(ChatTurn turn) {
        return switch (turn) {
            case ChatTurn.Rules rules -> SystemMessage.from(rules.text());
            case ChatTurn.User user -> UserMessage.from(user.text());
            case ChatTurn.Model model ->
                model.calls().isEmpty()
                        ? AiMessage.from(model.text())
                        : AiMessage.from(
                                model.text(),
                                model.calls().stream().map(OllamaChat::call).toList());
            case ChatTurn.ToolResult result ->
                ToolExecutionResultMessage.from(result.callId(), result.tool(), result.text());
        };
    }

    private static ToolExecutionRequest call(WantedCall call) {
        return ToolExecutionRequest.builder()
                .id(call.callId())
                .name(call.tool())
                .arguments(call.arguments())
                .build();
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return "the model failed: " + (message == null ? String.valueOf(cause) : message);
    }

    private record Handler(BlockingQueue<Signal> signals) implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(String text) {
            signals.add(new Signal.Token(text));
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            signals.add(new Signal.Done(response));
        }

        @Override
        public void onError(Throwable cause) {
            signals.add(new Signal.Failed(cause));
        }
    }
}
