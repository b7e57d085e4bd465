package io.agentaiops.toolrunner.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.Outbox;
import io.agentaiops.eventbus.Subscriptions;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.agentaiops.eventcontracts.user.ActivityPurged;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CallPurgeIT {

    private final CallPurge purge;
    private final ActivityHold hold;
    private final Outbox outbox;
    private final Heard heard;
    private final Jdbi jdbi;

    CallPurgeIT(CallPurge purge, ActivityHold hold, Outbox outbox, Heard heard, Jdbi jdbi) {
        this.purge = purge;
        this.hold = hold;
        this.outbox = outbox;
        this.heard = heard;
        this.jdbi = jdbi;
    }

    /** What was purged, as others hear of it. */
    @ApplicationScoped
    static class Heard {
        private final List<ActivityPurged> purges = new CopyOnWriteArrayList<>();

        void listen(@Observes Subscriptions on) {
            on.broadcast(ActivityPurged.class, (event, meta) -> purges.add(event));
        }

        List<ActivityPurged> purges() {
            return purges;
        }
    }

    @Test
    void callsBeyondTheirTermGoWithAnAnnouncementUnlessTheyAreHeld() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant left = now.minus(32, ChronoUnit.DAYS);
        String old = call(left, left);
        String open = call(left, null);
        String young = call(now.minus(29, ChronoUnit.DAYS), now.minus(29, ChronoUnit.DAYS));

        say(true);
        await().until(hold::stands);
        purge.purge();
        assertThat(List.of(old, open, young)).allMatch(this::isThere);
        assertThat(purge.beyondTerm()).isZero();

        say(false);
        await().until(() -> !hold.stands());
        assertThat(purge.beyondTerm()).isPositive();
        purge.purge();

        assertThat(isThere(old)).isFalse();
        assertThat(List.of(open, young)).allMatch(this::isThere);
        assertThat(purge.beyondTerm()).isZero();
        await().untilAsserted(() -> assertThat(heard.purges())
                .anyMatch(told -> told.count() > 0
                        && !told.from().isAfter(left)
                        && !told.to().isBefore(left)));
    }

    private String call(Instant accepted, @Nullable Instant completed) {
        String id = Ids.next();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into tool_call (call_id, tool, arguments, origin_kind, origin_id, principal, deadline, state,
                            accepted_at, completed_at)
                        values (:id, 'terminal', '{}', 'API', 'x', 'ada', :accepted,
                            case when cast(:completed as timestamptz) is null then 'waiting-approval' else 'succeeded' end,
                            :accepted, :completed)""")
                .bind("id", id)
                .bind("accepted", accepted)
                .bind("completed", completed)
                .execute());
        return id;
    }

    private boolean isThere(String callId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select exists (select 1 from tool_call where call_id = :id)")
                        .bind("id", callId)
                        .mapTo(Boolean.class)
                        .one());
    }

    private void say(boolean held) {
        QuarkusTransaction.requiringNew()
                .run(() ->
                        outbox.publish(new HoldChanged("user-activity", held, held ? "case 17" : "", Instant.now())));
    }
}
