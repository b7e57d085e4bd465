package io.agentaiops.agentgateway.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What each replica let through, in the table that they share. */
@ApplicationScoped
class RateUseStore {

    /** What another replica let through for a caller, since it first met the caller. */
    record Use(String caller, String replica, long passed) {}

    private final Jdbi jdbi;

    RateUseStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Tells what this replica let through. */
    void tell(String replica, Map<String, Long> passed, Instant now) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into rate_use (bucket, replica, consumed, at) values (:caller, :replica, :passed, :at)
                    on conflict (bucket, replica) do update set consumed = excluded.consumed, at = excluded.at
                    """);
            passed.forEach((caller, requests) -> batch.bind("caller", caller)
                    .bind("replica", replica)
                    .bind("passed", requests)
                    .bind("at", now)
                    .add());
            batch.execute();
        });
    }

    /** What the others let through lately. */
    List<Use> ofOthers(String replica, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select bucket, replica, consumed from rate_use where at >= :since and replica <> :replica")
                .bind("since", since)
                .bind("replica", replica)
                .map((row, context) ->
                        new Use(row.getString("bucket"), row.getString("replica"), row.getLong("consumed")))
                .list());
    }

    void forget(Instant before) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from rate_use where at < :before")
                .bind("before", before)
                .execute());
    }
}
