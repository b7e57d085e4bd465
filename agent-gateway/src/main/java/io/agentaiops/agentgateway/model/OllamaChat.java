package io.agentaiops.agentgateway.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agentaiops.agentgateway.model.ChatStream.Signal;
import io.agentaiops.agentgateway.model.OllamaFailure.Kind;
import io.agentaiops.eventbus.codec.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One streamed turn of a chat with one model, on whichever host can take it. As long as nothing was heard, a host that
 * fails is followed by the next one, and a full queue is waited for; once something was heard, a failure is the end.
 */
@ApplicationScoped
public class OllamaChat {

    private static final long POLL_MILLIS = 250;

    private final OllamaHosts hosts;
    private final OllamaClient client;
    private final ModelCatalog catalog;
    private final ChatAccounts accounts;
    private final OllamaConfig config;
    private final Clock clock;
    private final TraceContext traces;
    private final ChatBody bodies;

    OllamaChat(
            OllamaHosts hosts,
            OllamaClient client,
            ModelCatalog catalog,
            ChatAccounts accounts,
            OllamaConfig config,
            ObjectMapper json,
            Clock clock,
            TraceContext traces) {
        this.hosts = hosts;
        this.client = client;
        this.catalog = catalog;
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
        this.traces = traces;
        this.bodies = new ChatBody(json, config);
    }

    /**
     * Asks the model and waits for the end of its turn.
     *
     * @param hearer hears each piece, on the calling thread
     * @param abandoned asked between the pieces, and four times a second, whether to stop; then the connection is closed
     */
    public ChatResult chat(ChatRequest request, ChatHearer hearer, BooleanSupplier abandoned) {
        Span span = traces.startPart("chat", SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", "ollama")
                .setAttribute("gen_ai.request.model", request.model());
        try (Scope ignored = span.makeCurrent()) {
            return told(span, chatSomewhere(request, hearer, abandoned));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ChatResult.Abandoned();
        } finally {
            span.end();
        }
    }

    /** What OpenTelemetry's conventions for generative AI ask for, without a word of what was said. */
    private static ChatResult told(Span span, ChatResult result) {
        switch (result) {
            case ChatResult.Completed completed ->
                span.setAttribute("gen_ai.usage.input_tokens", completed.promptTokens())
                        .setAttribute("gen_ai.usage.output_tokens", completed.answerTokens());
            case ChatResult.Failed failed ->
                span.setStatus(StatusCode.ERROR)
                        .setAttribute("error.type", failed.kind().name().toLowerCase(Locale.ROOT));
            case ChatResult.Abandoned abandoned -> span.setAttribute("aiops.outcome", "abandoned");
        }
        return result;
    }

    private ChatResult chatSomewhere(ChatRequest request, ChatHearer hearer, BooleanSupplier abandoned)
            throws InterruptedException {
        JsonNode body = bodies.of(request, catalog.traits(request.model()));
        Set<String> tried = new HashSet<>();
        @Nullable OllamaFailure last = null;
        Duration wait = config.busyWait();
        int rounds = 1;
        while (true) {
            Optional<OllamaHost> host = hosts.enter(request.model(), tried);
            if (host.isPresent()) {
                try {
                    return chatAt(host.get(), request, body, hearer, abandoned);
                } catch (OllamaFailure e) {
                    last = e;
                }
                tried.add(host.get().url());
                if (last.kind() == Kind.TOO_LONG || last.kind() == Kind.REFUSED) {
                    return failed(last);
                }
            } else if (last != null && last.kind() == Kind.BUSY && rounds < config.busyTries()) {
                Duration pause = shorter(last.retryAfter().orElse(wait), config.busyWaitMax());
                if (!sleep(pause, abandoned)) {
                    return new ChatResult.Abandoned();
                }
                wait = wait.multipliedBy(2);
                rounds++;
                tried.clear();
            } else {
                return last == null ? nowhere(request.model()) : failed(last);
            }
        }
    }

    private ChatResult chatAt(
            OllamaHost host, ChatRequest request, JsonNode body, ChatHearer hearer, BooleanSupplier abandoned)
            throws OllamaFailure, InterruptedException {
        ChatTranscript transcript = new ChatTranscript(hearer);
        try (ChatStream stream = new ChatStream(client, host.url(), body, config.silenceTimeout())) {
            boolean complete = listen(stream, transcript, abandoned);
            if (!complete) {
                accounts.settle(host, request, transcript, "abandoned");
                return new ChatResult.Abandoned();
            }
            host.succeeded(request.model());
            accounts.settle(host, request, transcript, transcript.calls().isEmpty() ? "said" : "tools");
            return new ChatResult.Completed(
                    request.model(),
                    transcript.text(),
                    transcript.calls(),
                    transcript.figure("prompt_eval_count"),
                    transcript.figure("eval_count"),
                    transcript.cutAtLimit());
        } catch (OllamaFailure e) {
            host.failed(request.model(), e.kind(), clock.instant());
            accounts.settle(host, request, transcript, e.kind().name().toLowerCase(Locale.ROOT));
            if (transcript.spoke()) {
                return new ChatResult.Failed(e.kind(), e.reason(), true);
            }
            throw e;
        } finally {
            host.leave();
        }
    }

    /** True at the end of the turn, false when nobody wants it any more. */
    private boolean listen(ChatStream stream, ChatTranscript transcript, BooleanSupplier abandoned)
            throws OllamaFailure, InterruptedException {
        Duration silence = config.silenceTimeout();
        long lastHeard = System.nanoTime();
        while (true) {
            Optional<Signal> signal = stream.poll(POLL_MILLIS);
            if (abandoned.getAsBoolean()) {
                return false;
            }
            if (signal.isEmpty()) {
                if (System.nanoTime() - lastHeard > silence.toNanos()) {
                    throw new OllamaFailure(Kind.BROKE, "the model said nothing for " + silence.toSeconds() + " s");
                }
                continue;
            }
            lastHeard = System.nanoTime();
            switch (signal.get()) {
                case Signal.Line line -> {
                    if (transcript.take(line.node())) {
                        return complete(transcript);
                    }
                }
                case Signal.End end ->
                    throw new OllamaFailure(Kind.BROKE, "the model's answer broke off before its end");
                case Signal.Failed failed -> throw failed.failure();
            }
        }
    }

    private static boolean complete(ChatTranscript transcript) throws OllamaFailure {
        if (transcript.text().isBlank() && transcript.calls().isEmpty()) {
            throw new OllamaFailure(Kind.BROKE, "the model gave an empty answer");
        }
        return true;
    }

    private ChatResult nowhere(String model) {
        boolean held = !hosts.holding(model).isEmpty();
        return held
                ? new ChatResult.Failed(Kind.UNREACHABLE, model + " failed several times and is left alone now", false)
                : new ChatResult.Failed(Kind.MODEL_MISSING, "no Ollama that answers holds " + model, false);
    }

    private static ChatResult failed(OllamaFailure failure) {
        return new ChatResult.Failed(failure.kind(), failure.reason(), false);
    }

    /** Waits, looking up now and then; false when nobody wants to wait any longer. */
    private static boolean sleep(Duration pause, BooleanSupplier abandoned) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS)));
            if (abandoned.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
