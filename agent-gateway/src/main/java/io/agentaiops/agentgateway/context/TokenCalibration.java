package io.agentaiops.agentgateway.context;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Learns per model digest how many tokens a text has, from what Ollama counted of earlier prompts. Kept in PostgreSQL a
 * few seconds later: what a killed gateway learned last is learned again with the next prompt.
 */
@ApplicationScoped
public class TokenCalibration {

    private static final String FIND = "select factor, samples from model_calibration where digest = :digest";
    private static final String KEEP = """
            insert into model_calibration (digest, factor, samples, updated_at)
            values (:digest, :factor, :samples, :now)
            on conflict (digest) do update
            set factor = excluded.factor, samples = excluded.samples, updated_at = excluded.updated_at
            """;

    private final Jdbi jdbi;
    private final Clock clock;
    private final Map<String, TokenFactor> known = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();

    TokenCalibration(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Counts for that model; on the safe side as long as nothing was learned about it. */
    public TokenCount count(String digest) {
        return factor(digest).count();
    }

    /** Ollama counted so many tokens in a prompt of that weight. */
    public void seen(String digest, double weight, long tokens) {
        change(digest, factor(digest).seen(weight, tokens));
    }

    /** Ollama refused a prompt that should have fitted. */
    public void overflowed(String digest) {
        change(digest, factor(digest).overflowed());
    }

    @Scheduled(every = "5s", identity = "token-calibration", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void keep() {
        Map<String, TokenFactor> due = new HashMap<>();
        changed.forEach(digest -> due.put(digest, factor(digest)));
        if (due.isEmpty()) {
            return;
        }
        changed.removeAll(due.keySet());
        jdbi.useHandle(handle -> due.forEach((digest, factor) -> handle.createUpdate(KEEP)
                .bind("digest", digest)
                .bind("factor", factor.value())
                .bind("samples", factor.samples())
                .bind("now", clock.instant())
                .execute()));
    }

    private TokenFactor factor(String digest) {
        return known.computeIfAbsent(digest, this::find);
    }

    private void change(String digest, TokenFactor next) {
        if (!next.equals(known.put(digest, next))) {
            changed.add(digest);
        }
    }

    private TokenFactor find(String digest) {
        return jdbi.withHandle(handle -> handle.createQuery(FIND)
                        .bind("digest", digest)
                        .map((row, context) -> new TokenFactor(row.getDouble("factor"), row.getLong("samples")))
                        .findOne())
                .orElse(TokenFactor.UNKNOWN);
    }
}
