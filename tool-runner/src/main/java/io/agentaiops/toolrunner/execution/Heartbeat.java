package io.agentaiops.toolrunner.execution;

import io.agentaiops.eventbus.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Keeps the record of which replicas are alive, by the clock of the database: those of replicas may differ. */
@ApplicationScoped
class Heartbeat {

    /** Rows of dead replicas are kept for so many times their silence: they do no harm and help to see what was. */
    private static final int KEPT = 240;

    private final Jdbi jdbi;
    private final ExecutionConfig config;
    private final String instance;

    Heartbeat(Jdbi jdbi, ExecutionConfig config, ServiceIdentity identity) {
        this.jdbi = jdbi;
        this.config = config;
        this.instance = identity.instance();
    }

    /** Says that this replica is alive. */
    void beat() {
        jdbi.useHandle(
                handle -> handle.createUpdate("""
            insert into runner_instance (instance, heartbeat_at) values (:instance, clock_timestamp())
            on conflict (instance) do update set heartbeat_at = excluded.heartbeat_at
            """).bind("instance", instance).execute());
    }

    /** Deletes the records of replicas that have long been dead. */
    void forgetDead() {
        Duration silence = config.instanceTimeout().multipliedBy(KEPT);
        jdbi.useHandle(handle -> handle.createUpdate("delete from runner_instance"
                        + " where heartbeat_at < clock_timestamp() - make_interval(secs => :silence)")
                .bind("silence", silence.toSeconds())
                .execute());
    }

    /** Says that this replica is gone, so that others need not wait for its silence. */
    void stop() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from runner_instance where instance = :instance")
                .bind("instance", instance)
                .execute());
    }
}
