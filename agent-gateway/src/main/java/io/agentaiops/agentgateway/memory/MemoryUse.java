package io.agentaiops.agentgateway.memory;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * What the memory of conversations was good for, by hour, over all replicas and starts. Collected in memory and written
 * each minute: a kill costs a minute of counts.
 */
@ApplicationScoped
public class MemoryUse {

    private static final Logger LOG = Logger.getLogger(MemoryUse.class);

    /**
     * Prompts that held some of the conversation.
     *
     * @param kept tokens of conversation in them
     * @param used tokens in all of them
     */
    public record Use(long prompts, long kept, long used) {

        private static final Use NONE = new Use(0, 0, 0);

        /** Kept tokens per used token; 0 when there was none. */
        public double efficiency() {
            return used == 0 ? 0 : Math.round(1000.0 * kept / used) / 1000.0;
        }

        private Use and(Use other) {
            return new Use(prompts + other.prompts, kept + other.kept, used + other.used);
        }
    }

    private final Jdbi jdbi;
    private final Clock clock;
    private Map<Instant, Use> collected = new HashMap<>();

    MemoryUse(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    synchronized void told(int kept, int used) {
        collected.merge(clock.instant().truncatedTo(ChronoUnit.HOURS), new Use(1, kept, used), Use::and);
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void write() {
        Map<Instant, Use> batch = take();
        try {
            add(batch);
        } catch (RuntimeException e) {
            LOG.warnf("use of memory not kept now, tried again: %s", e.getMessage());
            giveBack(batch);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        write();
    }

    private synchronized Map<Instant, Use> take() {
        Map<Instant, Use> batch = collected;
        collected = new HashMap<>();
        return batch;
    }

    private synchronized void giveBack(Map<Instant, Use> batch) {
        batch.forEach((hour, use) -> collected.merge(hour, use, Use::and));
    }

    private void add(Map<Instant, Use> batch) {
        if (batch.isEmpty()) {
            return;
        }
        QuarkusTransaction.requiringNew()
                .run(() -> jdbi.useHandle(handle -> new TreeMap<>(batch)
                        .forEach((hour, use) -> handle.createUpdate("""
                                insert into memory_hour as m (hour, prompts, kept_tokens, prompt_tokens)
                                values (:hour, :prompts, :kept, :used)
                                on conflict (hour) do update set prompts = m.prompts + excluded.prompts,
                                    kept_tokens = m.kept_tokens + excluded.kept_tokens,
                                    prompt_tokens = m.prompt_tokens + excluded.prompt_tokens""")
                                .bind("hour", hour)
                                .bind("prompts", use.prompts())
                                .bind("kept", use.kept())
                                .bind("used", use.used())
                                .execute())));
    }

    /** In {@code [from, to)}, with what this replica has not written yet. */
    public Use between(Instant from, Instant to) {
        write();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(prompts), 0)::bigint as prompts,
                            coalesce(sum(kept_tokens), 0)::bigint as kept,
                            coalesce(sum(prompt_tokens), 0)::bigint as used
                        from memory_hour where hour >= :from and hour < :to""")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Use(row.getLong("prompts"), row.getLong("kept"), row.getLong("used")))
                .findOne()
                .orElse(Use.NONE));
    }
}
