package io.agentaiops.opsscheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventcontracts.user.UserErased;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A person who is erased is named by no run of a procedure any more. */
@QuarkusTest
class ErasureIT {

    private final Outbox outbox;
    private final Jdbi jdbi;

    ErasureIT(Outbox outbox, Jdbi jdbi) {
        this.outbox = outbox;
        this.jdbi = jdbi;
    }

    @Test
    void erasedPersonIsNamedByNoRun() {
        String id = Ids.next();
        jdbi.useHandle(handle -> handle.execute("""
                insert into run (id, procedure_id, procedure_version, path, title, severity, principal, trigger, dry_run,
                    state, created_at, ended_at)
                values (cast(? as uuid), 'erasure', '1', 'x.md', 'x', 'INFO', 'zoe-who-leaves', 'PERSON', false,
                    'SUCCEEDED', now(), now())
                """, id));

        QuarkusTransaction.requiringNew().run(() -> outbox.publish(new UserErased("zoe-who-leaves", Instant.now())));

        await().untilAsserted(() -> assertThat(person(id)).startsWith("erased-"));
    }

    private String person(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select principal from run where id = cast(? as uuid)")
                .bind(0, id)
                .mapTo(String.class)
                .one());
    }
}
