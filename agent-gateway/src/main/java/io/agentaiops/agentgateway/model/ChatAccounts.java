package io.agentaiops.agentgateway.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Keeps account of chats: metrics at once, and a record for those who judge models. */
@ApplicationScoped
class ChatAccounts {

    private static final int SHORT_DIGEST = 12;

    private final ChatRecords records;
    private final CallCheck check;
    private final MeterRegistry registry;
    private final Clock clock;

    ChatAccounts(ChatRecords records, CallCheck check, OllamaHosts hosts, MeterRegistry registry, Clock clock) {
        this.records = records;
        this.check = check;
        this.registry = registry;
        this.clock = clock;
        hosts.all()
                .forEach(host -> registry.gauge(
                        "aiops.agent-gateway.ollama.active", Tags.of("host", host.url()), host, OllamaHost::active));
    }

    void settle(OllamaHost host, ChatRequest request, ChatTranscript transcript, String outcome) {
        String digest = digest(host, request.model());
        int invalid = (int) transcript.calls().stream()
                .filter(call -> check.problem(call, request.tools()).isPresent())
                .count();
        ChatRecord chat = new ChatRecord(
                clock.instant(),
                request.model(),
                digest,
                host.url(),
                request.purpose(),
                request.runId(),
                outcome,
                transcript.firstToken(),
                transcript.elapsed(),
                transcript.time("load_duration"),
                transcript.figure("prompt_eval_count"),
                transcript.figure("eval_count"),
                transcript.time("eval_duration"),
                transcript.calls().size(),
                invalid);
        measure(chat);
        records.ended(chat);
    }

    private void measure(ChatRecord chat) {
        String[] tags = {"model", chat.model(), "digest", shorten(chat.digest())};
        timer("aiops.agent-gateway.model.duration", "From asking a model to the end of its turn", tags)
                .tag("outcome", chat.outcome())
                .tag("purpose", chat.purpose().name().toLowerCase(Locale.ROOT))
                .register(registry)
                .record(chat.total());
        Duration first = chat.firstToken();
        if (first != null) {
            timer("aiops.agent-gateway.model.first-token", "From asking a model to its first token", tags)
                    .register(registry)
                    .record(first);
        }
        registry.counter("aiops.agent-gateway.model.prompt-tokens", tags).increment((double) chat.promptTokens());
        registry.counter("aiops.agent-gateway.model.answer-tokens", tags).increment((double) chat.answerTokens());
        registry.counter("aiops.agent-gateway.model.speaking-seconds", tags)
                .increment(chat.speaking().toNanos() / 1e9);
        if (chat.invalidCalls() > 0) {
            registry.counter("aiops.agent-gateway.model.invalid-calls", tags).increment(chat.invalidCalls());
        }
    }

    private static Timer.Builder timer(String name, String description, String... tags) {
        return Timer.builder(name).description(description).tags(tags).publishPercentileHistogram();
    }

    private static String digest(OllamaHost host, String model) {
        OllamaState state = host.state();
        return state == null
                ? ""
                : state.model(model)
                        .map(OllamaModel::digest)
                        .map(known -> known.replace("sha256:", ""))
                        .orElse("");
    }

    private static String shorten(String digest) {
        return digest.length() > SHORT_DIGEST ? digest.substring(0, SHORT_DIGEST) : digest;
    }
}
