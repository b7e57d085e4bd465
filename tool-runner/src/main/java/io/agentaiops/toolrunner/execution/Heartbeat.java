package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Keeps the record of which replicas are alive. */
@ApplicationScoped
class Heartbeat {

    /** Rows of dead replicas are kept for so many times their silence: they do no harm and help to see what was. */
    private static final int KEPT = 240;

    private final Jdbi jdbi;
    private final ExecutionConfig config;
    private final Clock clock;
    private final String instance;

    Heartbeat(Jdbi jdbi, ExecutionConfig config, Clock clock, ServiceIdentity identity) {
        this.jdbi = jdbi;
        this.config = config;
        this.clock = clock;
        this.instance = identity.instance();
    }

    /** Says that this replica is alive. */
    void beat() {
        jdbi.useHandle(handle -> handle.createUpdate("""
            insert into runner_instance (instance, heartbeat_at) values (:instance, :now)
            on conflict (instance) do update set heartbeat_at = excluded.heartbeat_at
            """)
                .bind("instance", instance)
                .bind("now", clock.instant())
                .execute());
    }

    /** Deletes the records of replicas that have long been dead. */
    void forgetDead() {
        Instant limit = clock.instant().minus(config.instanceTimeout().multipliedBy(KEPT));
        jdbi.useHandle(handle -> handle.createUpdate("delete from runner_instance where heartbeat_at < :limit")
                .bind("limit", limit)
                .execute());
    }

    /** Says that this replica is gone, so that others need not wait for its silence. */
    void stop() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from runner_instance where instance = :instance")
                .bind("instance", instance)
                .execute());
    }
}
