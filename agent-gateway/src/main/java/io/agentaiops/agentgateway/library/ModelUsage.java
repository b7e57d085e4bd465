package io.agentaiops.agentgateway.library;

import io.agentaiops.agentgateway.model.ChatRecord;
import io.agentaiops.agentgateway.model.ChatRecords;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Saturation;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Writes down how chats with models went, a second later and many at once: an answer does not wait for its own
 * statistics, and a killed gateway loses the last second of them.
 */
@ApplicationScoped
class ModelUsage implements ChatRecords {

    private static final Logger LOG = Logger.getLogger(ModelUsage.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String INSERT = """
            insert into model_chat (id, at, model, digest, host, purpose, run_id, outcome, failed, first_token_ms,
                total_ms, load_ms, prompt_tokens, answer_tokens, speaking_ms, calls, invalid_calls)
            values (:id, :at, :model, :digest, :host, :purpose, :runId, :outcome, :failed, :firstTokenMs,
                :totalMs, :loadMs, :promptTokens, :answerTokens, :speakingMs, :calls, :invalidCalls)
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private final BlockingQueue<ChatRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    ModelUsage(Jdbi jdbi, Clock clock, MeterRegistry metrics) {
        this.jdbi = jdbi;
        this.clock = clock;
        Saturation.watch(metrics, "model-usage", waiting);
    }

    @Override
    public void ended(ChatRecord chat) {
        if (!waiting.offer(chat)) {
            LOG.debug("statistics of a chat are given up: too many wait to be written");
        }
    }

    @Scheduled(every = "1s", identity = "model-usage", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void write() {
        List<ChatRecord> due = new ArrayList<>();
        while (waiting.drainTo(due, BATCH) > 0) {
            jdbi.useHandle(handle -> {
                PreparedBatch batch = handle.prepareBatch(INSERT);
                due.forEach(chat -> add(batch, chat));
                batch.execute();
            });
            due.clear();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        write();
    }

    @Scheduled(every = "6h", identity = "model-usage-retention", delayed = "10m")
    @RunOnVirtualThread
    void forget() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from model_chat where at < :until")
                .bind("until", clock.instant().minus(KEPT))
                .execute());
    }

    private static void add(PreparedBatch batch, ChatRecord chat) {
        Duration first = chat.firstToken();
        batch.bind("id", Ids.next())
                .bind("at", chat.at())
                .bind("model", chat.model())
                .bind("digest", chat.digest())
                .bind("host", chat.host())
                .bind("purpose", chat.purpose().name().toLowerCase(Locale.ROOT))
                .bind("runId", chat.runId())
                .bind("outcome", chat.outcome())
                .bind("failed", chat.failed())
                .bind("firstTokenMs", first == null ? null : (Long) first.toMillis())
                .bind("totalMs", chat.total().toMillis())
                .bind("loadMs", chat.load().toMillis())
                .bind("promptTokens", chat.promptTokens())
                .bind("answerTokens", chat.answerTokens())
                .bind("speakingMs", chat.speaking().toMillis())
                .bind("calls", chat.calls())
                .bind("invalidCalls", chat.invalidCalls())
                .add();
    }
}
