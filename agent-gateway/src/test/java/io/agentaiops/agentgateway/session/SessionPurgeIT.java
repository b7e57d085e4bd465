package io.agentaiops.agentgateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agentaiops.agentgateway.testing.ToolRunnerStandIn;
import io.agentaiops.eventbus.Ids;
import io.agentaiops.eventbus.hold.ActivityHold;
import io.agentaiops.eventcontracts.user.HoldChanged;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionPurgeIT {

    private static final String RUN = """
            insert into run (id, session_id, principal, roles, asked_mode, question, state, accepted_at, ended_at, deadline)
            values (:run, :session, 'ada', '{viewer}', 'auto', '', 'SUCCEEDED', :at, :at, :at)""";

    @Inject
    SessionCleanUp cleanUp;

    @Inject
    SessionStore store;

    @Inject
    ActivityHold hold;

    @Inject
    ToolRunnerStandIn heard;

    @Inject
    Jdbi jdbi;

    @Test
    void sessionsBeyondTheirTermGoWithAnAnnouncementUnlessTheyAreHeld() {
        Instant left = Instant.now().minus(31, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        String session = Ids.next();
        store.insert(new Session(session, "ada", "An old question", left, left));
        jdbi.useHandle(handle -> handle.createUpdate(RUN)
                .bind("run", Ids.next())
                .bind("session", session)
                .bind("at", left)
                .execute());

        say(true);
        await().until(hold::stands);
        cleanUp.cleanUp();
        assertThat(store.find(session)).isPresent();

        say(false);
        await().until(() -> !hold.stands());
        cleanUp.cleanUp();
        assertThat(store.find(session)).isEmpty();
        await().untilAsserted(() -> assertThat(heard.purges())
                .anyMatch(purge -> purge.count() > 0
                        && !purge.from().isAfter(left)
                        && !purge.to().isBefore(left)));
    }

    private void say(boolean held) {
        heard.say(new HoldChanged("user-activity", held, held ? "case 17" : "", Instant.now()));
    }
}
