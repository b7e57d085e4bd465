package io.agentaiops.alertrouter.replica;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** The replicas that live, in PostgreSQL. */
@ApplicationScoped
class ReplicaStore {

    private final Jdbi jdbi;

    ReplicaStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void join(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("insert into replica (id, beat) values (:id, 1)")
                .bind("id", id)
                .execute());
    }

    /** Counts one more beat; false when the others have removed this replica. */
    boolean beat(UUID id) {
        return jdbi.withHandle(handle -> handle.createUpdate("update replica set beat = beat + 1 where id = :id")
                        .bind("id", id)
                        .execute())
                == 1;
    }

    Map<UUID, Long> beats() {
        return jdbi.withHandle(handle -> handle.createQuery("select id, beat from replica")
                .reduceRows(new HashMap<UUID, Long>(), (all, row) -> {
                    all.put(row.getColumn("id", UUID.class), row.getColumn("beat", Long.class));
                    return all;
                }));
    }

    /** Removes one unless it has said something since; whether it is this call that did. */
    boolean remove(UUID id, long beat) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from replica where id = :id and beat = :beat")
                        .bind("id", id)
                        .bind("beat", beat)
                        .execute())
                == 1;
    }

    void leave(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from replica where id = :id")
                .bind("id", id)
                .execute());
    }
}
