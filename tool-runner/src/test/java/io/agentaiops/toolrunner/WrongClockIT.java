package io.agentaiops.toolrunner;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentaiops.eventcontracts.tool.ToolCallCompleted.State;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A replica whose clock is an hour ahead leaves nothing behind that others would wait an hour for. */
@QuarkusTest
@TestProfile(WrongClockIT.HourAhead.class)
class WrongClockIT {

    /** The clock of the replica. */
    public static final class HourAhead implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("aiops.clock.offset", "1h");
        }
    }

    @Inject
    CallProbe calls;

    @Inject
    Jdbi jdbi;

    @Test
    void signsOfLifeAndTurnsGoByTheClockOfTheDatabase() {
        String callId = calls.ask(CallProbe.call("uptime", null, Instant.now().plusSeconds(7_200), null));

        assertThat(calls.completed(callId).state()).isEqualTo(State.SUCCEEDED);
        assertThat(count("select count(*) from runner_instance where heartbeat_at > clock_timestamp()"))
                .as("replicas that would seem alive for an hour after their death")
                .isZero();
        assertThat(count("select count(*) from tool_call where greatest(queued_at, started_at) > clock_timestamp()"))
                .as("calls that nobody would take over for an hour")
                .isZero();
    }

    private int count(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(int.class).one());
    }
}
